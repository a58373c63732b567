package io.tollgate.walk;

import io.tollgate.walk.model.Terms.Charging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code deploy/flows --walk N [--seed S] [--at-once K] [--charging MODE] [--brief]}: N random
 * walks, K side by side, on demand charged in one way only, and without what only a long timer
 * ends, as the suite plays them; {@code --script FILE ...} plays those again and prints their
 * ladders. What differs is shrunk and left in target/walks.
 */
public final class WalkMain {
  private static final int AT_ONCE = 100;
  private static final int SOME = 100;
  private static final int POOLED = 300;
  private static final Duration LINGER = Duration.ofSeconds(200);

  /** Longer than anything that is done while somebody's telephone rings, on a busy machine. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(40);

  private static final int SHRUNK = 3;
  private static final int TRIES = 40;
  private static final Path REPORTS = Path.of("target", "walks");

  private WalkMain() {}

  public static void main(String[] args) throws Exception {
    System.exit(run(List.of(args)) ? 0 : 1);
  }

  /** Whether nothing differed. */
  public static boolean run(List<String> words) throws IOException {
    Files.createDirectories(REPORTS);
    int script = words.indexOf("--script");
    if (script >= 0) {
      boolean ok = true;
      for (String file : words.subList(script + 1, words.size())) {
        System.out.println(file);
        ok &= replay(Script.parse(Files.readString(Path.of(file))));
      }
      return ok;
    }
    return random(words);
  }

  private static long number(List<String> words, String option, long otherwise) {
    int at = words.indexOf(option);
    return at < 0 ? otherwise : Long.parseLong(words.get(at + 1));
  }

  private static boolean replay(Script script) {
    try (House house = House.open(script.terms().charging(), House.NO_ANSWER);
        Walks walks = new Walks(house, 1, false)) {
      Outcome outcome = walks.replay(script);
      System.out.println(outcome.notes().ladder());
      outcome.notes().differences().forEach(each -> System.out.println("DIFFERS " + each));
      return outcome.isOk();
    }
  }

  private static boolean random(List<String> words) throws IOException {
    long count = number(words, "--walk", 100);
    long firstSeed = number(words, "--seed", 1);
    Map<Charging, List<Long>> seeds = new EnumMap<>(Charging.class);
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      seeds.computeIfAbsent(Chooser.terms(seed).charging(), key -> new ArrayList<>()).add(seed);
    }
    int only = words.indexOf("--charging");
    if (only >= 0) {
      seeds
          .keySet()
          .retainAll(Set.of(Charging.valueOf(words.get(only + 1).toUpperCase(Locale.ROOT))));
    }
    Tally all = new Tally();
    for (Map.Entry<Charging, List<Long>> group : seeds.entrySet()) {
      play(group.getKey(), group.getValue(), words, all);
    }
    System.out.printf(
        "walks: %d ok, %d differed, %d left%n", all.ok, all.differed.size(), all.left.size());
    return all.differed.isEmpty() && all.left.isEmpty();
  }

  /** How it went so far. */
  private static final class Tally {
    private final List<Long> differed = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private long ok;
    private int shrunk;
  }

  private static void play(Charging charging, List<Long> seeds, List<String> words, Tally all)
      throws IOException {
    int atOnce = (int) number(words, "--at-once", AT_ONCE);
    try (House house = House.open(charging, NO_ANSWER);
        Walks walks = new Walks(house, atOnce, words.contains("--brief"))) {
      Census before = Census.take();
      List<Outcome> differing = playAll(walks, seeds, all);
      for (Outcome outcome : differing) {
        if (all.shrunk++ < SHRUNK) {
          shrink(outcome, walks);
        }
      }
      List<String> left = new ArrayList<>(house.awaitNothingLeft());
      long most = Math.max(POOLED, seeds.size() / 10);
      Census after = awaitForgotten(before, most);
      left.addAll(after.grown(before, most));
      for (String each : left) {
        all.left.add(charging.word() + ": " + each);
        System.out.println("LEFT " + charging.word() + ": " + each);
      }
      System.out.printf(
          "%s: %d walks (%d of them again, as the machine stood still), %d differed so far, %d left;"
              + " alive %d kB before, %d kB at the end%n",
          charging.word(),
          seeds.size(),
          walks.playedAgain(),
          all.differed.size(),
          left.size(),
          before.octets() >> 10,
          after.octets() >> 10);
    }
  }

  /** Transactions linger, and so does what is remembered of them (RFC 3261 17, table 4). */
  private static Census awaitForgotten(Census before, long most) {
    long begin = System.nanoTime();
    Census now = Census.take();
    while (!now.grown(before, most).isEmpty() && System.nanoTime() - begin < LINGER.toNanos()) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
      now = Census.take();
    }
    return now;
  }

  /** Returns those that differed, reported already. */
  private static List<Outcome> playAll(Walks walks, List<Long> seeds, Tally all) {
    List<Outcome> differing = new ArrayList<>();
    long begin = System.nanoTime();
    long[] judged = {0};
    walks.play(
        seeds,
        outcome -> {
          synchronized (all) {
            judged[0]++;
            if (outcome.isOk()) {
              all.ok++;
            } else {
              all.differed.add(outcome.seed());
              differing.add(outcome);
              report(outcome);
            }
            if (judged[0] % SOME == 0 || judged[0] == seeds.size()) {
              System.out.printf(
                  "%s: %d of %d walks, %d differed, %.1f walks/s, %d at once%n",
                  outcome.script().terms().charging().word(),
                  judged[0],
                  seeds.size(),
                  all.differed.size(),
                  judged[0] * 1e9 / (System.nanoTime() - begin),
                  walks.pace());
            }
          }
        });
    return differing;
  }

  private static void report(Outcome outcome) {
    System.out.println(outcome.report().lines().limit(4).reduce("", (a, b) -> a + b + "\n"));
    try {
      Files.writeString(REPORTS.resolve(outcome.seed() + ".txt"), outcome.report());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void shrink(Outcome outcome, Walks walks) throws IOException {
    Script small =
        new Shrinker(script -> !walks.replay(script).isOk(), TRIES).shrink(outcome.script());
    Outcome again = walks.replay(small);
    Path kept = REPORTS.resolve(outcome.seed() + ".walk");
    Files.writeString(kept, small.toString());
    System.out.println("shrunk to " + kept + (again.isOk() ? " (not every time)" : "") + ":");
    System.out.println(small);
    System.out.println(again.isOk() ? "" : again.notes().ladder());
    again.notes().differences().forEach(each -> System.out.println("DIFFERS " + each));
  }
}
