package io.tollgate.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A SIP message as it was on the wire. */
public record SipText(String text) {

  public String startLine() {
    return text.lines().findFirst().orElse("");
  }

  /**
   * The values of a header in order, each field line by itself; compact forms are not looked for.
   */
  public List<String> headers(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return head()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).trim())
        .toList();
  }

  /** The one value of a header. */
  public String header(String name) {
    List<String> values = headers(name);
    if (values.size() != 1) {
      throw new AssertionError(name + ": " + values + " (expected: once) in\n" + text);
    }
    return values.get(0);
  }

  public String body() {
    String[] parts = text.split("\r?\n\r?\n", 2);
    return parts.length < 2 ? "" : parts[1];
  }

  private java.util.stream.Stream<String> head() {
    return Arrays.stream(text.split("\r?\n\r?\n", 2)[0].split("\r?\n"));
  }
}
