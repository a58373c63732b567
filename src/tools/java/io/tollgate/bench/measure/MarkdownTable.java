package io.tollgate.bench.measure;

import java.util.Arrays;
import java.util.Collections;

/** A table on standard output as Markdown, so that the page can take it over as it is. */
public final class MarkdownTable {
  private MarkdownTable() {}

  public static void header(Object... cells) {
    System.out.println();
    row(cells);
    row(Collections.nCopies(cells.length, "---").toArray());
  }

  public static void row(Object... cells) {
    System.out.println(
        "| " + String.join(" | ", Arrays.stream(cells).map(String::valueOf).toList()) + " |");
  }
}
