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

  /** Seconds by which a clock is set wrong. */
  private static final long HOUR = 3_600;

  /** For the server to find out that the disk fails, and that it is back. */
  private static final Duration DISK_FAILS = Duration.ofSeconds(2);

  private static final Duration DISK_IS_BACK = Duration.ofMillis(2_500);
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
          "round %d: after %d ms %s, %d calls were answered%n",
          round, killAfter, Trouble.of(round), seen.size() - before);
    }
  }

  private long round(int round) throws InterruptedException {
    long start = System.nanoTime();
    long killAfter = 1_500L + random.nextInt(4_500);
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
      disturb(Trouble.of(round));
      for (Thread thread : threads) {
        thread.join();
      }
      seen.addAll(sip.calls());
      chats.forEach(chat -> seen.addAll(chat.seen()));
    }
    return killAfter;
  }

  private void disturb(Trouble trouble) {
    switch (trouble) {
      case NONE -> site.killServer();
      case CHARGING_FUNCTIONS -> killAll();
      case CLOCK_AHEAD -> killWithClock(HOUR);
      case CLOCK_BACK -> killWithClock(-HOUR);
      case DISK_FULL -> killAfterDiskFailure(Disturbance.ENOSPC);
      case READ_ONLY -> killAfterDiskFailure(Disturbance.EROFS);
      case TORN_TAIL -> {
        site.killServer();
        site.tearJournal(random);
      }
    }
    site.startServer();
  }

  /** The charging functions die before the server, with it, or after it. */
  private void killAll() {
    boolean labFirst = random.nextBoolean();
    if (labFirst) {
      site.restartLab();
      pause(Duration.ofMillis(random.nextInt(800)));
    }
    site.killServer();
    if (!labFirst) {
      site.restartLab();
    }
  }

  private void killWithClock(long seconds) {
    site.disturbance().stepClock(seconds);
    pause(Duration.ofMillis(random.nextInt(1_500)));
    site.killServer();
  }

  /** What is in memory only while the disk fails does not outlive a kill; so it comes after. */
  private void killAfterDiskFailure(int errno) {
    site.disturbance().failDisk(errno);
    pause(DISK_FAILS);
    site.disturbance().mendDisk();
    pause(DISK_IS_BACK);
    site.killServer();
  }

  private static void pause(Duration duration) {
    pauseUntil(System.nanoTime() + duration.toNanos());
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
      pause(Duration.ofMillis(500));
    }
    long owed = site.owed();
    if (owed > 0) {
      System.out.println("still owed after " + SETTLING.toSeconds() + " s: " + owed);
    }
    System.out.println(seen.size() + " answered calls in all");
    return new Reconciliation(seen, labFolder);
  }
}
