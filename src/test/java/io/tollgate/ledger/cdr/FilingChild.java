package io.tollgate.ledger.cdr;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.journal.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;

/**
 * Hands over sessions as the journal does: START and STOP of each until both were taken. What was
 * taken it notes only afterwards, so that a process that takes its place asks for more again.
 */
public final class FilingChild {
  private FilingChild() {}

  public static void main(String[] words) throws Exception {
    Path base = Path.of(words[0]);
    int sessions = Integer.parseInt(words[1]);
    Folder folder = new Folder(base);
    folder.format = CdrFormat.valueOf(words[2]);
    folder.mostRecords = Integer.parseInt(words[3]);
    Path noted = base.resolve("answered");
    BitSet answered = answered(noted);
    CdrFiles files = folder.open();
    Thread writer = new Thread(() -> turn(files, folder));
    writer.setDaemon(true);
    writer.start();
    int next = 0;
    while ((next = answered.nextClearBit(next)) < sessions) {
      int last = Math.min(sessions, next + 500);
      for (int i = next; i < last; i++) {
        if (!answered.get(i)) {
          hand(files, Samples.start("s" + i));
          int session = i;
          files.hand(Samples.stop("s" + i, 1), kept -> note(noted, session, kept));
        }
      }
      next = last;
      settled(files, next);
    }
    writer.interrupt();
    writer.join();
    files.close();
    Files.writeString(base.resolve("done"), "");
  }

  private static void turn(CdrFiles files, Folder folder) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        folder.now = InstantSource.system().instant();
        files.turn(Duration.ofMillis(20));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hand(CdrFiles files, AccountingRecord record) {
    files.hand(record, kept -> {});
  }

  /** Waits until all before were taken. */
  private static void settled(CdrFiles files, int marker) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    files.hand(Samples.start("marker" + marker), kept -> done.countDown());
    done.await();
  }

  private static void note(Path noted, int session, boolean kept) {
    if (!kept) {
      throw new IllegalStateException("not kept: s" + session);
    }
    try {
      Files.writeString(
          noted,
          session + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BitSet answered(Path noted) throws IOException {
    BitSet all = new BitSet();
    if (Files.exists(noted)) {
      Files.readAllLines(noted).forEach(line -> all.set(Integer.parseInt(line)));
    }
    return all;
  }
}
