package io.tollgate.crash;

import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Rounds of load, in each of which the server is killed at some moment and started again. */
final class CrashRounds {

  private static final int SECONDS = 8;
  private static final int CHATS = 4;
  private static final int LAB_EVERY = 3;
  private static final Duration SETTLING = Duration.ofSeconds(90);

  private final CrashSite site;
  private final Random random;
  private final List<SeenCall> seen = new ArrayList<>();

  CrashRounds(CrashSite site, long seed) {
    this.site = site;
    this.random = new Random(seed);
  }

  void run(int rounds) throws InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      int before = seen.size();
      long killAfter = round(round);
      System.out.printf(
          "round %d: killed after %d ms%s, %d calls were answered%n",
          round,
          killAfter,
          round % LAB_EVERY == 0 ? ", charging functions too" : "",
          seen.size() - before);
    }
  }

  private long round(int round) throws InterruptedException {
    long start = System.nanoTime();
    long killAfter = 1_500 + random.nextInt(4_500);
    List<Chat> chats = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    try (SipLoad sip = new SipLoad(site.sipPort(), round, SECONDS);
        PhoneBank bank = new PhoneBank(site.sipPort())) {
      for (int i = 0; i < CHATS; i++) {
        Chat chat = new Chat(bank, round + "-" + i, start + TimeUnit.SECONDS.toNanos(SECONDS));
        chats.add(chat);
        Thread thread = new Thread(chat, "chat-" + i);
        threads.add(thread);
        thread.start();
      }
      pauseUntil(start + TimeUnit.MILLISECONDS.toNanos(killAfter));
      disturb(round);
      for (Thread thread : threads) {
        thread.join();
      }
      seen.addAll(sip.calls());
      chats.forEach(chat -> seen.addAll(chat.seen()));
    }
    return killAfter;
  }

  /** The charging functions die before the server, with it, or after it. */
  private void disturb(int round) {
    boolean labToo = round % LAB_EVERY == 0;
    boolean labFirst = random.nextBoolean();
    if (labToo && labFirst) {
      site.restartLab();
      pauseUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(800)));
    }
    site.killServer();
    if (labToo && !labFirst) {
      site.restartLab();
    }
    site.startServer();
  }

  private static void pauseUntil(long nanos) {
    while (System.nanoTime() < nanos) {
      LockSupport.parkNanos(nanos - System.nanoTime());
    }
  }

  /** Waits until nothing is owed any more, then compares. */
  Reconciliation reconcile(Path labFolder) throws IOException {
    long end = System.nanoTime() + SETTLING.toNanos();
    while (System.nanoTime() < end && site.owed() > 0) {
      pauseUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500));
    }
    long owed = site.owed();
    if (owed > 0) {
      System.out.println("still owed after " + SETTLING.toSeconds() + " s: " + owed);
    }
    System.out.println(seen.size() + " answered calls in all");
    return new Reconciliation(seen, labFolder);
  }
}
