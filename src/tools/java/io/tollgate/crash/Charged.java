package io.tollgate.crash;

import io.tollgate.csv.Csv;
import io.tollgate.lab.ocs.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The log of a charging function, folded by session. */
final class Charged {

  /**
   * One session: types by number, and the fields of its last record.
   *
   * @param repeatedUnmarked repetitions that came without the T flag
   */
  record Session(String id, TreeMap<Long, Map<String, String>> records, int[] repeatedUnmarked) {

    long count(String type) {
      return records.values().stream().filter(each -> type.equals(each.get("type"))).count();
    }

    Map<String, String> last() {
      return records.lastEntry().getValue();
    }

    /** Who pays, as the part of their URI before the @. */
    String user() {
      String subscriber = last().getOrDefault("subscribers", "");
      return subscriber.replaceAll("^sips?:", "").replaceAll("@.*", "");
    }

    /** Message units of all requests that the OCS took, each once. */
    long usedMessages() {
      return records.values().stream()
          .filter(each -> "2001".equals(each.get("result")))
          .flatMap(each -> Arrays.stream(each.getOrDefault("groups", "").split(";")))
          .map(group -> group.split("\\|"))
          .filter(fields -> fields.length > USED)
          .mapToLong(fields -> Units.parse(fields[USED]).messages())
          .sum();
    }
  }

  /** Where a rating group's Used-Service-Units stand. */
  private static final int USED = 4;

  private Charged() {}

  /** Lines by session; the columns are known by the names in the first line. */
  static Map<String, Session> read(Path file) throws IOException {
    Map<String, Session> sessions = new HashMap<>();
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<String> names = lines.isEmpty() ? List.of() : Csv.split(lines.get(0));
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      Map<String, String> record = new HashMap<>();
      List<String> values = Csv.split(line);
      for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
        record.put(names.get(i).toLowerCase(java.util.Locale.ROOT), values.get(i));
      }
      add(sessions, record);
    }
    return sessions;
  }

  private static void add(Map<String, Session> sessions, Map<String, String> record) {
    String id = record.getOrDefault("session-id", "");
    String number = record.getOrDefault("number", "");
    if (id.isEmpty() || number.isEmpty()) {
      return;
    }
    Session session =
        sessions.computeIfAbsent(id, name -> new Session(name, new TreeMap<>(), new int[1]));
    if (session.records().putIfAbsent(Long.parseLong(number), record) != null
        && !"T".equals(record.get("t-flag"))) {
      session.repeatedUnmarked()[0]++;
    }
  }
}
