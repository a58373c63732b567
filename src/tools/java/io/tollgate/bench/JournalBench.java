package io.tollgate.bench;

import io.tollgate.bench.calls.SetUpRatio;
import io.tollgate.bench.measure.Rounds;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.journal.Samples;
import io.tollgate.journal.json.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Durable appends per second, journal beside a plain append-only file, turn by turn; then what
 * charging offline adds to the set-up of a call.
 */
public final class JournalBench {

  private static final int PRODUCERS = 16;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final long ROUND_SECONDS = 4;
  private static final String APPENDS = "appends";

  private final String body =
      new JsonCodec<>(AccountingRecord.class).write(Samples.usage("pf.example.com;1;2", 7));
  private final AtomicLong ids = new AtomicLong();

  private JournalBench() {}

  public static void main(String[] args) throws Exception {
    new JournalBench().run();
    SetUpRatio.run(
        Integer.getInteger("bench.rate", 200),
        Duration.ofSeconds(Long.getLong("bench.seconds", 20)),
        ROUNDS);
  }

  /** Makes a store in an empty directory. */
  private interface Opening {
    AppendStore open(Path directory) throws Exception;
  }

  private void run() throws Exception {
    System.out.printf("record of %d characters, %d producers%n", body.length(), PRODUCERS);
    Rounds rounds = new Rounds();
    for (int round = 0; round <= ROUNDS; round++) {
      double plain = measure(directory -> new PlainAppendFile(directory.resolve("plain")));
      double records = measure(directory -> new JournalAppends(directory.resolve("j.db"), false));
      double both = measure(directory -> new JournalAppends(directory.resolve("j.db"), true));
      System.out.printf(
          Locale.ROOT,
          "%s plain file %.0f/s, journal %.0f/s, journal with owed STOP %.0f/s%n",
          round == 0 ? "warm-up:" : "round " + round + ":",
          plain,
          records,
          both);
      if (round > 0) {
        rounds.add(APPENDS, "plain", plain);
        rounds.add(APPENDS, "records", records);
        rounds.add(APPENDS, "both", both);
      }
    }
    rounds.printRatio("journal-appends", APPENDS, "records", "plain");
    rounds.printRatio("journal-appends-with-owed-stop", APPENDS, "both", "plain");
  }

  private double measure(Opening opening) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("target"), "bench");
    try (AppendStore store = opening.open(directory)) {
      AtomicLong done = new AtomicLong();
      long start = System.nanoTime();
      long end = start + TimeUnit.SECONDS.toNanos(ROUND_SECONDS);
      CountDownLatch finished = new CountDownLatch(PRODUCERS);
      for (int i = 0; i < PRODUCERS; i++) {
        new Thread(() -> produce(store, end, done, finished), "producer-" + i).start();
      }
      finished.await();
      return done.get() * 1e9 / (System.nanoTime() - start);
    } finally {
      delete(directory);
    }
  }

  private void produce(AppendStore store, long end, AtomicLong done, CountDownLatch finished) {
    Semaphore durable = new Semaphore(0);
    while (System.nanoTime() < end) {
      store.append(ids.incrementAndGet(), body, durable::release);
      durable.acquireUninterruptibly();
      done.incrementAndGet();
    }
    finished.countDown();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
