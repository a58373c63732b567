package io.tollgate.hostile;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.harness.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at the server before and after a group of attacks. */
final class Aftermath {
  private static final List<String> GAUGES =
      List.of(
          "tollgate.sip.application.sessions",
          "tollgate.sip.legs",
          "tollgate.sip.pending.work",
          "tollgate.conferences",
          "tollgate.charging.credit.sessions",
          "tollgate.diameter.peer.outstanding",
          "tollgate.journal.pending",
          "tollgate.journal.open.sessions",
          "tollgate.journal.buffered",
          "tollgate.journal.dead.letters",
          "tollgate.msrp.sessions",
          "tollgate.msrp.legs",
          "tollgate.msrp.connections",
          "tollgate.msrp.queued.bytes");

  /** Timer J and its like last 32 s. */
  private static final Duration LINGERING = Duration.ofSeconds(45);

  private static final long HEAP_MEBIBYTES = 20;
  private static final int LINES = 200;

  /** Where an attack lasts: as many as the loggers of what comes from outside may write. */
  private static final int LINES_PER_SECOND = 40;

  private static final int LINE_LENGTH = 4_000;

  /** Pools with a bound that fill up once: SIP over TCP, look-ups of names, HTTP. */
  private static final int MORE_THREADS = 64;

  private final Arena arena;
  private final long begin = System.nanoTime();
  private final int lines;
  private final long heap;
  private final int threads;

  private Aftermath(Arena arena) {
    this.arena = arena;
    lines = arena.log.lines().size();
    heap = heapMebibytes();
    threads = java.lang.management.ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** Takes down how the server is now, which has had some honest calls. */
  static Aftermath expected(Arena arena) {
    return new Aftermath(arena);
  }

  /** What is not as it was; empty if all is. */
  List<String> differences() throws IOException {
    List<String> all = new ArrayList<>();
    honest(all);
    if (!Await.within(LINGERING, () -> left().isEmpty())) {
      all.addAll(left());
    }
    if (!Await.within(Duration.ofSeconds(10), () -> arena.books.compare(arena.lab).isEmpty())) {
      all.add(shortened(arena.books.compare(arena.lab)));
    }
    heap(all);
    log(all);
    if (!Await.within(LINGERING, () -> moreThreads() <= MORE_THREADS)) {
      all.add(moreThreads() + " more threads: " + threadKinds());
    }
    arena.deaths().forEach(death -> all.add("a thread died: " + shortened(death)));
    String told = arena.told();
    if (told != null) {
      all.add("somebody was told: " + shortened(told));
    }
    return all;
  }

  private int moreThreads() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getThreadCount() - threads;
  }

  /** Their names without numbers, and how many there are of each. */
  private static Map<String, Long> threadKinds() {
    return Thread.getAllStackTraces().keySet().stream()
        .collect(
            Collectors.groupingBy(
                thread -> thread.getName().replaceAll("[0-9:.@-]+.*", ""),
                TreeMap::new,
                Collectors.counting()));
  }

  /** What is wrong with the next honest call; empty if nothing is. */
  List<String> nextCall() throws IOException {
    List<String> wrong = new ArrayList<>();
    honest(wrong);
    return wrong;
  }

  private void honest(List<String> all) throws IOException {
    try {
      long millis = arena.honestCall();
      if (millis > arena.patienceMillis()) {
        all.add("the next honest call took " + millis + " ms to be up");
      }
    } catch (AssertionError failed) {
      all.add("the next honest call failed: " + failed.getMessage());
    }
  }

  private List<String> left() {
    List<String> left = new ArrayList<>();
    for (String name : GAUGES) {
      double value =
          arena.server.application().meters().find(name).gauges().stream()
              .mapToDouble(Gauge::value)
              .sum();
      if (value != 0) {
        left.add(String.format(Locale.ROOT, "%s %.0f", name, value));
      }
    }
    for (int port :
        new int[] {
          arena.port(), arena.server.lastSipPort(), arena.diameterPort, arena.server.httpPort()
        }) {
      long connections = connections(port);
      if (connections != 0) {
        left.add(connections + " connections to port " + port);
      }
    }
    return left;
  }

  /** Those that others have to a port of ours, as the system knows them. */
  static long connections(int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    long found = 0;
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      @Nullable List<String> rows = read(Path.of(table));
      if (rows != null) {
        found +=
            rows.stream()
                .map(row -> row.strip().split("\\s+"))
                .filter(row -> row.length > 3 && row[1].endsWith(suffix))
                // Established, and half closed.
                .filter(row -> row[3].equals("01") || row[3].equals("08"))
                .count();
      }
    }
    return found;
  }

  private static @Nullable List<String> read(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private void heap(List<String> all) {
    long more = heapMebibytes() - heap;
    for (int i = 0; i < 3 && more > HEAP_MEBIBYTES; i++) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      more = heapMebibytes() - heap;
    }
    if (more > HEAP_MEBIBYTES) {
      all.add(more + " MiB of heap are not back");
    }
  }

  private static long heapMebibytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory() >> 20;
  }

  private void log(List<String> all) {
    List<String> written = arena.log.lines();
    // Lines of the container and of libraries are masked, cut and bounded by the log's own
    // settings.
    List<String> more =
        written.subList(Math.min(lines, written.size()), written.size()).stream()
            .filter(line -> line.startsWith("io.tollgate.", line.indexOf(' ') + 1))
            .toList();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    if (more.size() > LINES + LINES_PER_SECOND * seconds) {
      all.add(more.size() + " lines in the log, such as " + shortened(more.get(more.size() / 2)));
    }
    // What others send is never a defect of the server.
    more.stream()
        .filter(line -> line.startsWith("ERROR "))
        .findFirst()
        .ifPresent(line -> all.add("an error in the log: " + shortened(line)));
    more.stream()
        .filter(line -> line.length() > LINE_LENGTH)
        .findFirst()
        .ifPresent(
            line -> all.add("a line of " + line.length() + " characters: " + shortened(line)));
    more.stream()
        .filter(
            line ->
                line.contains(Arena.MARK)
                    || line.contains(Arena.TEXT)
                    || line.contains(Arena.SECRET))
        .findFirst()
        .ifPresent(line -> all.add("an identity, content or secret in the log: " + line));
  }

  private static String shortened(String text) {
    return text.length() > 600 ? text.substring(0, 600) + " ..." : text;
  }
}
