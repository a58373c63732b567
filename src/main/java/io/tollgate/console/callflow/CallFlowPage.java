package io.tollgate.console.callflow;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The call flows as a page and as text. */
final class CallFlowPage {
  private static final Pattern USER = Pattern.compile("(sips?:|tel:)([^@;>\\s]{2})[^@;>\\s]*");

  private CallFlowPage() {}

  static String list(List<CallFlow> flows) {
    StringBuilder page = head("Sessions");
    page.append("<table><tr><th>Session (ICID)</th><th>Latest</th><th>Entries</th></tr>");
    for (CallFlow flow : flows) {
      List<CallFlow.Entry> entries = flow.entries();
      if (entries.isEmpty()) {
        continue;
      }
      CallFlow.Entry last = entries.get(entries.size() - 1);
      page.append("<tr><td><a href=\"calls?icid=")
          .append(escaped(url(flow.icid())))
          .append("\">")
          .append(escaped(flow.icid()))
          .append("</a></td><td>")
          .append(escaped(last.what() + ": " + masked(last.meaning())))
          .append("</td><td>")
          .append(entries.size())
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
    for (CallFlow.Entry entry : flow.entries()) {
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
    if (flow.leftOut() > 0) {
      text.append("... and ").append(flow.leftOut()).append(" later entries\n");
    }
    return text.toString();
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
