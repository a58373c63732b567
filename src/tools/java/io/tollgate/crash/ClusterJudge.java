package io.tollgate.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of a cluster's calls, by what its CDF, its OCS and the parties saw.
 *
 * <p>Words: the folder of the lab; a file with the troubles, a line "MILLIS NODE" for each server
 * that died; how many parties believe to be in a call that is over; the logs of the callers, and
 * what {@link ClusterChats} wrote, which ends in {@code .chats}.
 */
public final class ClusterJudge {

  private static final String ANSWERED = "ANSWERED ";
  private static final String CHATS = ".chats";
  private static final int PERCENTILE = 95;

  private ClusterJudge() {}

  public static void main(String[] words) throws IOException {
    Path lab = Path.of(words[0]);
    Set<String> answered = new HashSet<>();
    List<SeenCall> calls = new ArrayList<>();
    for (int i = 3; i < words.length; i++) {
      if (words[i].endsWith(CHATS)) {
        lines(Path.of(words[i])).forEach(line -> calls.add(SeenCall.of(line)));
      } else {
        answered.addAll(answered(Path.of(words[i])));
      }
    }
    long messages = calls.stream().mapToLong(SeenCall::offered).sum();
    answered.forEach(call -> calls.add(new SeenCall(call, "alice", false, 0, 0)));
    Reconciliation found = new Reconciliation(calls, lab);
    found.differences().forEach(System.out::println);
    List<Duration> takeOvers = new ArrayList<>();
    for (String line : lines(Path.of(words[1]))) {
      int space = line.indexOf(' ');
      Instant died = Instant.ofEpochMilli(Long.parseLong(line.substring(0, space)));
      String node = line.substring(space + 1).trim();
      takeOvers.addAll(closings(lab.resolve("records.csv"), "STOP", node, died));
      takeOvers.addAll(closings(lab.resolve("credit.csv"), "TERMINATION", node, died));
    }
    System.out.printf(
        "%d calls answered, %d messages sent in %d of them, %d sessions at the CDF, %d at the OCS,"
            + " %d closed for dead servers%n",
        calls.size(),
        messages,
        calls.size() - answered.size(),
        found.offline(),
        found.online(),
        takeOvers.size());
    System.out.printf("%s orphaned %s takeover-p95 %s%n", found, words[2], percentile(takeOvers));
    System.exit(found.isClean() && words[2].equals("0") ? 0 : 1);
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static Set<String> answered(Path log) throws IOException {
    Set<String> calls = new HashSet<>();
    for (String line : lines(log)) {
      int at = line.indexOf(ANSWERED);
      if (at >= 0) {
        calls.add(line.substring(at + ANSWERED.length()).trim());
      }
    }
    return calls;
  }

  /** How long after its server's death each session was closed that was open then. */
  private static List<Duration> closings(Path log, String closing, String node, Instant died)
      throws IOException {
    List<Duration> waits = new ArrayList<>();
    for (Charged.Session session : Charged.read(log).values()) {
      if (session.id().startsWith(node + ".") && began(session).isBefore(died)) {
        session.records().values().stream()
            .filter(each -> closing.equals(each.get("type")))
            .map(ClusterJudge::received)
            .filter(died::isBefore)
            .findFirst()
            .ifPresent(closed -> waits.add(Duration.between(died, closed)));
      }
    }
    return waits;
  }

  private static Instant began(Charged.Session session) {
    return received(session.records().firstEntry().getValue());
  }

  private static Instant received(Map<String, String> record) {
    return Instant.parse(record.getOrDefault("received", Instant.MAX.toString()));
  }

  private static String percentile(List<Duration> waits) {
    if (waits.isEmpty()) {
      return "-";
    }
    List<Duration> sorted = waits.stream().sorted().toList();
    Duration at = sorted.get(Math.min(sorted.size() - 1, sorted.size() * PERCENTILE / 100));
    return "%d.%d s".formatted(at.toSeconds(), at.toMillisPart() / 100);
  }
}
