package io.tollgate.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the page of results from what the benchmarks printed last: {@code BenchmarksPage
 * target/bench deploy/benchmarks.md}.
 */
public final class BenchmarksPage {
  private static final String HEAD =
      """
      # Benchmarks

      Written by `deploy/bench --write` from the last run of each part on one machine; `deploy/bench
      NAME` measures again. Every figure stands beside its reference, taken in the same run and turn
      by turn with it. A ratio is the median of the rounds, with the least and the greatest round
      beside it; figures of another machine differ, ratios should not differ much.
      """;

  private BenchmarksPage() {}

  public static void main(String[] words) throws IOException {
    Path results = Path.of(words[0]);
    StringBuilder page = new StringBuilder(HEAD);
    page.append("\nMachine: ").append(Machine.describe()).append(".\n");
    List<PartResult> parts = parts(results);
    summary(page, parts);
    for (PartResult part : parts) {
      page.append("\n## ").append(part.name()).append("\n\n");
      page.append((Methods.of(part.name()) + " Measured on " + part.date() + ".\n").stripLeading());
      part.tables().forEach(line -> page.append(line).append('\n'));
    }
    Files.writeString(Path.of(words[1]), page);
    System.out.print(page);
  }

  private static List<PartResult> parts(Path results) throws IOException {
    try (Stream<Path> files = Files.list(results)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
      return Stream.concat(
              Methods.order().stream()
                  .map(name -> results.resolve(name + ".log"))
                  .filter(logs::contains),
              logs.stream().filter(log -> !Methods.order().contains(PartResult.name(log))))
          .map(PartResult::read)
          .toList();
    }
  }

  private static void summary(StringBuilder page, List<PartResult> parts) {
    page.append("\n| part | ratio | median | least | greatest | bound | holds |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (PartResult part : parts) {
      for (Ratio ratio : part.ratios()) {
        page.append("| ").append(part.name()).append(" | ").append(ratio.row()).append(" |\n");
      }
    }
  }
}
