package io.tollgate.console.web;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Text that is HTML already. Whatever else gets into a page is escaped on its way: a value from
 * SIP, Diameter or the settings becomes a {@code Markup} only as text.
 */
public final class Markup {
  public static final Markup NONE = new Markup("");

  private final String html;

  private Markup(String html) {
    this.html = html;
  }

  /**
   * @param template HTML written in the source, with {@code {}} where a value goes: between tags,
   *     or within quotes as the value of an attribute
   * @param values markup as it is, collections one after the other, all else as escaped text
   */
  public static Markup of(String template, @Nullable Object... values) {
    StringBuilder html = new StringBuilder(template.length() + 32 * values.length);
    int from = 0;
    for (Object value : values) {
      int hole = template.indexOf("{}", from);
      if (hole < 0) {
        throw new IllegalArgumentException(template + ": more values than places");
      }
      html.append(template, from, hole);
      append(html, value);
      from = hole + 2;
    }
    if (template.indexOf("{}", from) >= 0) {
      throw new IllegalArgumentException(template + ": more places than values");
    }
    return new Markup(html.append(template, from, template.length()).toString());
  }

  private static void append(StringBuilder html, @Nullable Object value) {
    if (value instanceof Markup markup) {
      html.append(markup.html);
    } else if (value instanceof Collection<?> several) {
      several.forEach(each -> append(html, each));
    } else if (value instanceof Optional<?> maybe) {
      maybe.ifPresent(there -> append(html, there));
    } else if (value != null) {
      escape(html, value.toString());
    }
  }

  /**
   * Control characters, and those that turn the direction of text, would let a value pose as
   * another.
   */
  private static void escape(StringBuilder html, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        case '\n', '\t' -> html.append(c);
        default -> html.append(isPlain(c) ? c : '\uFFFD');
      }
    }
  }

  private static boolean isPlain(char c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  @Override
  public String toString() {
    return html;
  }
}
