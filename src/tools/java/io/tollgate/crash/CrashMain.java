package io.tollgate.crash;

import io.tollgate.journal.crash.MillionPending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code deploy/crash [ROUNDS]}, {@code --outage [SECONDS [RATE]]}, {@code --ocs [RATE]} and {@code
 * --pending}.
 */
public final class CrashMain {

  private CrashMain() {}

  public static void main(String[] words) throws Exception {
    boolean passed =
        switch (words.length == 0 ? "" : words[0]) {
          case "--outage" -> outage(number(words, 1, 600), number(words, 2, 100));
          case "--ocs" -> new OcsOutage(number(words, 1, 10)).run();
          case "--pending" -> pending();
          default -> run(number(words, 0, 7), System.nanoTime());
        };
    System.exit(passed ? 0 : 1);
  }

  private static boolean outage(int seconds, int rate) throws IOException, InterruptedException {
    return new Outage(folder("outage"), rate).run(Duration.ofSeconds(seconds));
  }

  private static boolean pending() throws Exception {
    MillionPending measured =
        MillionPending.measure(Files.createDirectories(folder("pending")), MillionPending.RECORDS);
    System.out.println(measured);
    return measured.holds();
  }

  private static int number(String[] words, int index, int byDefault) {
    return words.length > index ? Integer.parseInt(words[index]) : byDefault;
  }

  private static Path folder(String name) {
    return Path.of("target", name, Long.toString(System.currentTimeMillis()));
  }

  static boolean run(int rounds, long seed) throws IOException, InterruptedException {
    Path folder = folder("crash");
    try (CrashSite site = new CrashSite(folder)) {
      CrashRounds crash = new CrashRounds(site, seed);
      crash.run(rounds);
      Reconciliation result = crash.reconcile(site.labFolder());
      System.out.printf(
          "%d accounting sessions, %d credit sessions; files in %s%n",
          result.offline(), result.online(), folder);
      result.differences().stream().limit(40).forEach(System.out::println);
      List<String> ledger = new LedgerCheck(site.history(), site.labFolder()).differences();
      ledger.forEach(System.out::println);
      System.out.println(result + " ledger differences " + ledger.size());
      return result.isClean() && ledger.isEmpty();
    }
  }
}
