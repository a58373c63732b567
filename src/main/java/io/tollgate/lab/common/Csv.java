package io.tollgate.lab.common;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Comma separated values (RFC 4180), one record per line: line breaks in values become spaces. */
public final class Csv {

  private Csv() {}

  public static String line(Collection<String> values) {
    return values.stream().map(Csv::quote).collect(Collectors.joining(","));
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

  private static String quote(String value) {
    String oneLine = value.replaceAll("[\\r\\n]+", " ");
    return oneLine.indexOf(',') < 0 && oneLine.indexOf('"') < 0
        ? oneLine
        : '"' + oneLine.replace("\"", "\"\"") + '"';
  }
}
