package io.tollgate.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Markdown that our documents are written in, as HTML: headings, paragraphs, lists, tables,
 * code, links, emphasis. What it does not know stays text.
 */
final class MarkdownPage {
  private static final Pattern HEADING = Pattern.compile("(#{1,6}) (.*)");
  private static final Pattern ITEM = Pattern.compile("( *)(?:[-*]|(\\d+)\\.) (.*)");
  private static final Pattern INLINE =
      Pattern.compile(
          "`([^`]+)`|\\*\\*(.+?)\\*\\*|(?<![\\w*])\\*([^*\\s][^*]*)\\*|\\[([^\\]]+)\\]\\(([^)\\s]+)\\)");

  private final List<String> lines;
  private final UnaryOperator<String> links;
  private final StringBuilder html = new StringBuilder();
  private String title = "";
  private int at;

  private MarkdownPage(String markdown, UnaryOperator<String> links) {
    this.lines = markdown.lines().toList();
    this.links = links;
  }

  /** A page's first heading, and its body. */
  record Rendered(String title, String body) {}

  /**
   * @param links where a link of the source leads on the site
   */
  static Rendered render(String markdown, UnaryOperator<String> links) {
    MarkdownPage page = new MarkdownPage(markdown, links);
    page.all();
    return new Rendered(page.title, page.html.toString());
  }

  private void all() {
    while (at < lines.size()) {
      String line = lines.get(at);
      Matcher heading = HEADING.matcher(line);
      if (line.isBlank()) {
        at++;
      } else if (line.strip().startsWith("```")) {
        code();
      } else if (heading.matches()) {
        heading(heading.group(1).length(), heading.group(2));
        at++;
      } else if (line.startsWith("|")) {
        table();
      } else if (ITEM.matcher(line).matches()) {
        list(indent(line));
      } else {
        paragraph();
      }
    }
  }

  private void heading(int level, String text) {
    if (title.isEmpty()) {
      title = text.replace("`", "");
    }
    html.append("<h%d id=\"%s\">%s</h%d>\n".formatted(level, anchor(text), inline(text), level));
  }

  /** As GitHub names the places of a page. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  private void code() {
    int margin = indent(lines.get(at));
    at++;
    html.append("<pre><code>");
    while (at < lines.size() && !lines.get(at).strip().startsWith("```")) {
      String line = lines.get(at++);
      html.append(escape(line.substring(Math.min(margin, indent(line))))).append('\n');
    }
    at++;
    html.append("</code></pre>\n");
  }

  private void table() {
    html.append("<table>\n");
    row("th", lines.get(at++));
    while (at < lines.size() && lines.get(at).startsWith("|")) {
      String line = lines.get(at++);
      if (!line.matches("[|:\\- ]+")) {
        row("td", line);
      }
    }
    html.append("</table>\n");
  }

  private void row(String cell, String line) {
    String inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    html.append("<tr>");
    for (String text : inner.split("(?<!\\\\)\\|", -1)) {
      html.append("<%s>%s</%s>".formatted(cell, inline(text.strip().replace("\\|", "|")), cell));
    }
    html.append("</tr>\n");
  }

  private void list(int margin) {
    Matcher first = ITEM.matcher(lines.get(at));
    String tag = first.matches() && first.group(2) != null ? "ol" : "ul";
    html.append("<").append(tag).append(">\n");
    while (at < lines.size()) {
      Matcher item = ITEM.matcher(lines.get(at));
      if (!item.matches() || item.group(1).length() != margin) {
        break;
      }
      at++;
      html.append("<li>").append(inline(item.group(3) + continued(margin)));
      inner(margin);
      html.append("</li>\n");
    }
    html.append("</").append(tag).append(">\n");
  }

  /** Lines of an item's own text that go on below it. */
  private String continued(int margin) {
    StringBuilder more = new StringBuilder();
    while (at < lines.size()
        && !lines.get(at).isBlank()
        && indent(lines.get(at)) > margin
        && !lines.get(at).strip().startsWith("```")
        && !ITEM.matcher(lines.get(at)).matches()) {
      more.append(' ').append(lines.get(at++).strip());
    }
    return more.toString();
  }

  /** What stands within an item: lists and code. */
  private void inner(int margin) {
    while (at < lines.size()) {
      int next = at;
      while (next < lines.size() && lines.get(next).isBlank()) {
        next++;
      }
      if (next == lines.size() || indent(lines.get(next)) <= margin) {
        if (next < lines.size() && ITEM.matcher(lines.get(next)).matches()) {
          at = next;
        }
        return;
      }
      at = next;
      if (lines.get(at).strip().startsWith("```")) {
        code();
      } else if (ITEM.matcher(lines.get(at)).matches()) {
        list(indent(lines.get(at)));
      } else {
        html.append("<p>").append(inline(lines.get(at++).strip())).append("</p>");
      }
    }
  }

  private void paragraph() {
    List<String> text = new ArrayList<>();
    while (at < lines.size()
        && !lines.get(at).isBlank()
        && !lines.get(at).startsWith("|")
        && !lines.get(at).strip().startsWith("```")
        && !HEADING.matcher(lines.get(at)).matches()
        && (text.isEmpty() || !ITEM.matcher(lines.get(at)).matches())) {
      text.add(lines.get(at++).strip());
    }
    html.append("<p>").append(inline(String.join(" ", text))).append("</p>\n");
  }

  private String inline(String text) {
    StringBuilder out = new StringBuilder();
    Matcher found = INLINE.matcher(text);
    int from = 0;
    while (found.find()) {
      out.append(escape(text.substring(from, found.start())));
      if (found.group(1) != null) {
        out.append("<code>").append(escape(found.group(1))).append("</code>");
      } else if (found.group(2) != null) {
        out.append("<strong>").append(inline(found.group(2))).append("</strong>");
      } else if (found.group(3) != null) {
        out.append("<em>").append(inline(found.group(3))).append("</em>");
      } else {
        out.append("<a href=\"")
            .append(escape(links.apply(found.group(5))))
            .append("\">")
            .append(inline(found.group(4)))
            .append("</a>");
      }
      from = found.end();
    }
    return out.append(escape(text.substring(from))).toString();
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
