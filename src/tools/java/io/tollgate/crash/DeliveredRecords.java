package io.tollgate.crash;

import io.tollgate.csv.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the CDF took down, line by line: whether each session is whole and came in order. */
final class DeliveredRecords {

  private record Progress(long number, boolean closed) {}

  private final Map<String, Progress> sessions = new HashMap<>();
  private final List<String> disorder = new ArrayList<>();
  private long records;

  private DeliveredRecords() {}

  static DeliveredRecords read(Path file) throws IOException {
    DeliveredRecords delivered = new DeliveredRecords();
    try (Stream<String> lines = Files.lines(file)) {
      List<String> names = new ArrayList<>();
      lines
          .map(Csv::split)
          .forEach(
              values -> {
                if (names.isEmpty()) {
                  names.addAll(values);
                } else {
                  delivered.take(names, values);
                }
              });
    }
    return delivered;
  }

  private void take(List<String> names, List<String> values) {
    String session = values.get(names.indexOf("session-id"));
    String type = values.get(names.indexOf("type"));
    long number = Long.parseLong(values.get(names.indexOf("number")));
    Progress before = sessions.get(session);
    records++;
    boolean repeated = before != null && number == before.number();
    if (!repeated && (before == null ? !type.equals("START") : number < before.number())) {
      disorder.add("out of order: " + type + " " + number + " of " + session + " after " + before);
    }
    sessions.put(session, new Progress(number, type.equals("STOP")));
  }

  List<String> complaints(long calls) {
    List<String> all = new ArrayList<>(disorder);
    if (sessions.size() != calls) {
      all.add(sessions.size() + " sessions (expected: " + calls + ")");
    }
    sessions.forEach(
        (id, progress) -> {
          if (!progress.closed()) {
            all.add("no STOP: " + id);
          }
        });
    return all;
  }

  @Override
  public String toString() {
    return records + " records of " + sessions.size() + " sessions delivered";
  }
}
