package io.tollgate.console.pages;

import io.tollgate.console.web.Markup;
import java.util.List;
import java.util.Map;

/** What all pages have around them. */
final class Layout {
  private static final List<Map.Entry<String, String>> PAGES =
      List.of(
          Map.entry("/overview", "Overview"),
          Map.entry("/sessions", "Sessions"),
          Map.entry("/conferences", "Conferences"),
          Map.entry("/peers", "Peers"),
          Map.entry("/journal", "Journal"),
          Map.entry("/alarms", "Alarms"),
          Map.entry("/charts", "Charts"),
          Map.entry("/nodes", "Nodes"),
          Map.entry("/flows", "Flows"),
          Map.entry("/settings", "Settings"),
          Map.entry("/audit", "Audit"));

  private final String version;

  Layout(String version) {
    this.version = version;
  }

  String page(Ask ask, String at, String title, Markup body) {
    String base = ask.base();
    return Markup.of(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\">"
                + "<meta name=\"htmx-config\" content=\"{}\">"
                + "<title>{} · Tollgate</title>"
                + "<link rel=\"icon\" href=\"{}/static/icon.svg\">"
                + "<link rel=\"stylesheet\" href=\"{}/static/console.css\">"
                + "<script src=\"{}/static/htmx.min.js\" defer></script>"
                + "<script src=\"{}/static/console.js\" defer></script></head>"
                + "<body><a class=\"skip\" href=\"#main\">Skip to the content</a>"
                + "<header><a class=\"brand\" href=\"{}/overview\">Tollgate</a>"
                + "<nav aria-label=\"Pages\">{}</nav><div class=\"who\">{}</div></header>"
                + "<main id=\"main\" tabindex=\"-1\"><h1>{}</h1>{}</main>"
                + "<footer>Tollgate {} · times are UTC</footer></body></html>",
            "{\"includeIndicatorStyles\":false,\"allowEval\":false,\"selfRequestsOnly\":true,"
                + "\"historyCacheSize\":0}",
            title,
            base,
            base,
            base,
            base,
            base,
            PAGES.stream().map(page -> link(base, page, at)).toList(),
            who(ask),
            title,
            body,
            version)
        .toString();
  }

  private static Markup link(String base, Map.Entry<String, String> page, String at) {
    return page.getKey().equals(at)
        ? Markup.of(
            "<a href=\"{}{}\" aria-current=\"page\">{}</a>", base, page.getKey(), page.getValue())
        : Markup.of("<a href=\"{}{}\">{}</a>", base, page.getKey(), page.getValue());
  }

  private static Markup who(Ask ask) {
    if (!ask.reader().isKnown()) {
      return Markup.of("<span>not logged in</span> <a href=\"{}/login\">Log in</a>", ask.base());
    }
    return Markup.of(
        "<span>{}</span> <form method=\"post\" action=\"{}/logout\">{}"
            + "<button class=\"plain\">Log out</button></form>",
        ask.reader().name(),
        ask.base(),
        token(ask));
  }

  /** What a form must bring along. */
  static Markup token(Ask ask) {
    return Markup.of("<input type=\"hidden\" name=\"token\" value=\"{}\">", ask.reader().token());
  }
}
