package io.tollgate.console.callflow;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The call flows as a page and as text. */
final class CallFlowPage {
  private static final Pattern USER = Pattern.compile("(sips?:|tel:)([^@;>\\s]{2})[^@;>\\s]*");

  private CallFlowPage() {}

  /**
   * @param state how the server does, a line each
   */
  static String list(List<String> state, List<CallFlow> flows) {
    StringBuilder page = head("Sessions");
    page.append("<pre>").append(escaped(String.join("\n", state))).append("</pre>");
    page.append(
        "<table><tr><th>At</th><th>Session (ICID)</th><th>Latest</th><th>Entries</th></tr>");
    for (CallFlow flow : flows) {
      if (flow.size() == 0) {
        continue;
      }
      CallFlow.Entry last = flow.latest();
      page.append("<tr><td>")
          .append(last.at().truncatedTo(ChronoUnit.SECONDS))
          .append("</td><td><a href=\"calls?icid=")
          .append(escaped(url(flow.icid())))
          .append("\">")
          .append(escaped(flow.icid()))
          .append("</a></td><td>")
          .append(escaped(last.what() + ": " + masked(last.meaning())))
          .append("</td><td>")
          .append(flow.size())
          .append("</td></tr>");
    }
    return page.append("</table></body></html>").toString();
  }

  static String one(CallFlow flow) {
    StringBuilder page = head("Session " + escaped(flow.icid()));
    page.append("<pre>").append(escaped(text(flow))).append("</pre></body></html>");
    return page.toString();
  }

  static String text(CallFlow flow) {
    StringBuilder text = new StringBuilder();
    append(text, flow.beginning());
    if (flow.leftOut() > 0) {
      text.append("... ").append(flow.leftOut()).append(" entries left out\n");
    }
    append(text, flow.end());
    return text.toString();
  }

  private static void append(StringBuilder text, List<CallFlow.Entry> entries) {
    for (CallFlow.Entry entry : entries) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s  %-8s -> %-8s  %-22s %s%n",
              entry.at(),
              entry.from(),
              entry.to(),
              entry.what(),
              masked(entry.meaning())));
    }
  }

  private static String masked(String text) {
    Matcher matcher = USER.matcher(text);
    return matcher.replaceAll("$1$2***");
  }

  private static StringBuilder head(String title) {
    return new StringBuilder(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Tollgate: "
            + title
            + "</title><style>body{font-family:sans-serif;margin:2em}"
            + "td,th{text-align:left;padding:.2em 1em}pre{font-size:13px}</style></head><body><h1>"
            + title
            + "</h1>");
  }

  private static String url(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
