package io.tollgate.csv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180). */
public final class Csv {
  private static final String FORMULA = "=+-@\t";

  private Csv() {}

  /**
   * A line with its end, to be looked at by people: what came from outside and would be a formula
   * to a spreadsheet gets an apostrophe before it.
   */
  public static String line(List<String> values) {
    return joined(values.stream().map(Csv::safe).toList()) + "\r\n";
  }

  /** One record without its end, on one line: line breaks in values become spaces. */
  public static String oneLine(Collection<String> values) {
    return joined(values.stream().map(value -> value.replaceAll("[\\r\\n]+", " ")).toList());
  }

  /** The values as they are, without the line's end. */
  public static String joined(List<String> values) {
    return values.stream().map(Csv::field).collect(Collectors.joining(","));
  }

  private static String safe(String value) {
    return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 && !isNumber(value)
        ? "'" + value
        : value;
  }

  private static String field(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  private static boolean isNumber(String value) {
    return value.matches("-?\\d+");
  }

  public static List<String> split(String line) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        value.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }
}
