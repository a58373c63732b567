package io.tollgate.ledger.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values (RFC 4180). What came from outside and would be a formula to a spreadsheet
 * gets an apostrophe before it.
 */
public final class Csv {
  private static final String FORMULA = "=+-@\t";

  private Csv() {}

  public static String line(List<String> values) {
    return values.stream().map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String field(String value) {
    String safe =
        !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 && !isNumber(value)
            ? "'" + value
            : value;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
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
