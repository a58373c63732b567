package io.tollgate.harness;

import java.util.Arrays;
import java.util.List;

/** Reads the file that SIPp writes with {@code -trace_stat}: names, then a line a period. */
final class SippStatistics {
  private SippStatistics() {}

  static long total(String file, String counter) {
    List<String> lines = file.lines().toList();
    int column = Arrays.asList(lines.get(0).split(";")).indexOf(counter + "(C)");
    if (column < 0 || lines.size() < 2) {
      throw new AssertionError("SIPp counted no " + counter + "; it has: " + lines.get(0));
    }
    return Long.parseLong(lines.get(lines.size() - 1).split(";")[column]);
  }
}
