package io.tollgate.crash;

import java.io.IOException;
import java.nio.file.Path;

/** {@code deploy/crash [rounds]}. */
public final class CrashMain {

  private CrashMain() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 5;
    System.exit(run(rounds, System.nanoTime()) ? 0 : 1);
  }

  static boolean run(int rounds, long seed) throws IOException, InterruptedException {
    Path folder = Path.of("target", "crash", Long.toString(System.currentTimeMillis()));
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
