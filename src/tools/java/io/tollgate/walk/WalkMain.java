package io.tollgate.walk;

import io.tollgate.walk.model.Terms.Charging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code deploy/flows --walk N [--seed S] [--charging MODE] [--brief]}: N random walks, on demand
 * charged in one way only, and without what only a long timer ends, as the suite plays them; {@code
 * --script FILE ...} plays those again and prints their ladders. What differs is shrunk and left in
 * target/walks.
 */
public final class WalkMain {
  private static final int AT_ONCE = 48;
  private static final int BATCH = 240;
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
    try (House house = House.open(script.terms().charging());
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
    long ok = 0;
    long differed = 0;
    List<String> left = new ArrayList<>();
    int only = words.indexOf("--charging");
    if (only >= 0) {
      seeds
          .keySet()
          .retainAll(Set.of(Charging.valueOf(words.get(only + 1).toUpperCase(Locale.ROOT))));
    }
    for (Map.Entry<Charging, List<Long>> group : seeds.entrySet()) {
      try (House house = House.open(group.getKey());
          Walks walks = new Walks(house, AT_ONCE, words.contains("--brief"))) {
        List<Long> all = group.getValue();
        for (int at = 0; at < all.size(); at += BATCH) {
          long begin = System.nanoTime();
          List<Outcome> outcomes =
              walks.play(List.of(), all.subList(at, Math.min(all.size(), at + BATCH)));
          for (Outcome outcome : outcomes) {
            if (outcome.isOk()) {
              ok++;
            } else {
              differed++;
              report(outcome, walks, differed <= SHRUNK);
            }
          }
          System.out.printf(
              "%s: %d of %d walks, %d differed, %.1f walks/s%n",
              group.getKey().word(),
              Math.min(all.size(), at + BATCH),
              all.size(),
              differed,
              outcomes.size() * 1e9 / (System.nanoTime() - begin));
        }
        List<String> open = house.awaitNothingLeft();
        open.forEach(each -> left.add(group.getKey().word() + ": " + each));
      }
    }
    left.forEach(each -> System.out.println("LEFT " + each));
    System.out.printf("walks: %d ok, %d differed%n", ok, differed);
    return differed == 0 && left.isEmpty();
  }

  private static void report(Outcome outcome, Walks walks, boolean shrink) throws IOException {
    System.out.println(outcome.report().lines().limit(4).reduce("", (a, b) -> a + b + "\n"));
    Files.writeString(REPORTS.resolve(outcome.seed() + ".txt"), outcome.report());
    if (!shrink) {
      return;
    }
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
