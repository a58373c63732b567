package io.tollgate.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** {@code deploy/crash [ROUNDS]} and {@code deploy/crash --outage [SECONDS [RATE]]}. */
public final class CrashMain {

  private CrashMain() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    boolean outage = words.length > 0 && words[0].equals("--outage");
    System.exit(
        (outage ? outage(number(words, 1, 600), number(words, 2, 100)) : rounds(words)) ? 0 : 1);
  }

  private static boolean rounds(String[] words) throws IOException, InterruptedException {
    return run(number(words, 0, 7), System.nanoTime());
  }

  private static boolean outage(int seconds, int rate) throws IOException, InterruptedException {
    return new Outage(folder("outage"), rate).run(Duration.ofSeconds(seconds));
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
      System.out.println(result);
      return result.isClean();
    }
  }
}
