package io.tollgate.journal.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180). */
final class Csv {

  private Csv() {}

  static String line(List<String> columns) {
    return columns.stream().map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
