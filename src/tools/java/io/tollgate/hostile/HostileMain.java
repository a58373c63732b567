package io.tollgate.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code deploy/hostile [GROUP ...] [--only TEXT] [--fuzz N] [--seed S] [--patience MILLIS]
 * [--unguarded] [--list] [--load [--calls N]]}: plays the attacks; the last line is {@code hostile:
 * N held, M broke}.
 */
public final class HostileMain {
  private static final int FUZZ = 1_000_000;

  private HostileMain() {}

  @SuppressWarnings("CatchAndPrintStackTrace")
  public static void main(String[] args) {
    int status = 2;
    try {
      status = play(List.of(args)) ? 0 : 1;
    } catch (Exception | Error e) {
      // What still runs of a server that did not start must not keep the process.
      e.printStackTrace();
    }
    System.exit(status);
  }

  private static boolean play(List<String> words) throws IOException {
    if (words.contains("--list")) {
      for (Group group : Groups.all()) {
        System.out.println(group.name());
        group.attacks().forEach(attack -> System.out.println("  " + attack.name()));
      }
      return true;
    }
    if (words.contains("--load")) {
      return StrangersLoad.run((int) number(words, "--calls", StrangersLoad.CALLS_PER_SECOND));
    }
    long seed = number(words, "--seed", System.nanoTime());
    int volume = (int) number(words, "--fuzz", FUZZ);
    List<Group> chosen = chosen(words);
    long patience = number(words, "--patience", 1_000);
    System.out.println("seed " + seed + ", " + volume + " mutated messages of SIP");
    return words.contains("--unguarded")
        ? unguarded(chosen, words, volume, seed, patience)
        : guarded(chosen, volume, seed, patience);
  }

  private static long number(List<String> words, String option, long otherwise) {
    int at = words.indexOf(option);
    return at < 0 ? otherwise : Long.parseLong(words.get(at + 1));
  }

  private static List<Group> chosen(List<String> words) {
    List<Group> named =
        Groups.all().stream().filter(group -> words.contains(group.name())).toList();
    List<Group> groups = named.isEmpty() ? Groups.all() : named;
    int only = words.indexOf("--only");
    return only < 0 ? groups : groups.stream().map(g -> g.only(words.get(only + 1))).toList();
  }

  private static boolean guarded(List<Group> groups, int volume, long seed, long patience)
      throws IOException {
    List<Verdict> all = new ArrayList<>();
    try (Arena arena = new Arena(java.util.Map.of(), volume, seed)) {
      Play play =
          new Play(
              arena.patient(patience),
              verdict -> {
                System.out.println(verdict);
                all.add(verdict);
              });
      play.warmUp();
      for (Group group : groups) {
        play.play(group);
      }
    }
    long held = all.stream().filter(Verdict::held).count();
    System.out.printf("hostile: %d held, %d broke%n", held, all.size() - held);
    return held == all.size();
  }

  /** Each group with its guard out has to break something: else it proves nothing. */
  private static boolean unguarded(
      List<Group> groups, List<String> words, int volume, long seed, long patience)
      throws IOException {
    boolean all = true;
    for (Group group : groups) {
      List<String> broke =
          group.disarmed().isEmpty()
              ? brokeBySettings(group, volume, seed, patience)
              : DisarmedRun.broke(group, words);
      System.out.println(
          group.name()
              + " without "
              + (group.disarmed().isEmpty() ? group.unguarded() : group.disarmed())
              + ":");
      broke.forEach(each -> System.out.println("  " + each));
      all &= !broke.isEmpty();
      System.out.println(broke.isEmpty() ? "  NOTHING broke" : "  noticed");
    }
    return all;
  }

  private static List<String> brokeBySettings(Group group, int volume, long seed, long patience)
      throws IOException {
    List<String> broke = new ArrayList<>();
    try (Arena arena = new Arena(group.withoutGuard().settings(), volume, seed)) {
      Play play =
          new Play(
              arena.patient(patience),
              verdict -> {
                if (!verdict.held()) {
                  broke.add(verdict.toString());
                }
              });
      play.play(group);
    }
    return broke;
  }
}
