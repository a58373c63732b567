package io.tollgate.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What one benchmark printed. */
record PartResult(String name, List<String> lines) {

  static PartResult read(Path log) {
    try {
      return new PartResult(name(log), Files.readAllLines(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String name(Path log) {
    return log.getFileName().toString().replace(".log", "");
  }

  String date() {
    return lines.stream()
        .filter(line -> line.startsWith("DATE "))
        .map(line -> line.substring("DATE ".length()))
        .findFirst()
        .orElse("an unknown day");
  }

  List<Ratio> ratios() {
    return lines.stream().map(Ratio::parse).flatMap(Optional::stream).toList();
  }

  /** Tables, and the paragraphs and plots that go with them, which start with {@code PAGE}. */
  List<String> tables() {
    return lines.stream()
        .filter(line -> line.startsWith("|") || line.startsWith("PAGE"))
        .map(line -> line.replaceFirst("^PAGE ?", ""))
        .toList();
  }
}
