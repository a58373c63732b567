package io.tollgate.ledger.cdr;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.csv.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files in a folder of a test's, written on the test's own thread and by its clock. */
final class Folder implements CdrNews, InstantSource {
  static final String NODE = "tollgate.example.com";

  final Path path;
  final List<String> told = new ArrayList<>();
  Instant now = Instant.parse("2026-12-01T12:00:00Z");
  CdrFormat format = CdrFormat.CSV;
  int mostRecords = 1_000;
  long mostOctets = 1 << 20;
  List<String> push = List.of();
  Duration pushTimeout = Duration.ofSeconds(10);
  boolean waits = true;

  Folder(Path path) {
    this.path = path;
  }

  CdrFiles open() {
    return CdrFiles.open(
        path.resolve("cdr.db"),
        new CdrPolicy(
            path.resolve("out"),
            format,
            NODE,
            "192.0.2.10",
            mostOctets,
            mostRecords,
            Duration.ofMinutes(15),
            Duration.ofDays(30),
            push,
            pushTimeout,
            Duration.ofMinutes(1)),
        profile -> "service@example.com",
        this,
        this,
        session -> waits);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Hands records over and lets them be written. */
  static List<Boolean> hand(CdrFiles files, AccountingRecord... records)
      throws InterruptedException {
    List<Boolean> kept = new ArrayList<>();
    for (AccountingRecord each : records) {
      files.hand(each, kept::add);
    }
    files.turn(Duration.ZERO);
    return kept;
  }

  /** Closed files, in the order of their numbers. */
  List<Path> files() {
    try (Stream<Path> all = Files.list(path.resolve("out"))) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of closed CSV files, by the names of their columns. */
  List<Map<String, String>> lines() throws IOException {
    List<Map<String, String>> all = new ArrayList<>();
    for (Path file : files()) {
      List<String> lines = Files.readAllLines(file);
      List<String> names = Csv.split(lines.get(0));
      for (String line : lines.subList(1, lines.size())) {
        List<String> values = Csv.split(line);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
          row.put(names.get(i), values.get(i));
        }
        all.add(row);
      }
    }
    return all;
  }

  @Override
  public void closed(Path file, long records) {
    told.add("closed " + records);
  }

  @Override
  public void failed(String why) {
    told.add("failed");
  }

  @Override
  public void worksAgain() {
    told.add("works again");
  }

  @Override
  public void notPushed(Path file, String why) {
    told.add("not pushed: " + why);
  }

  @Override
  public void pushed(Path file) {
    told.add("pushed " + file.getFileName());
  }

  @Override
  public void unwritable(String session, String why) {
    told.add("unwritable " + session);
  }
}
