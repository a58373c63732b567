package io.tollgate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Attacks of {@code deploy/hostile}, with few mutated messages; without those that hold hundreds of
 * connections, wait for somebody to fall silent, or leave calls behind that end by their timers.
 */
class HostileIT {
  private static final int MUTATED = 400;

  /** As long as a party waits for an answer; the command measures whether it is a second. */
  private static final long PATIENCE_MILLIS = 10_000;

  private static final List<String> QUICK =
      List.of("who-pays", "content", "strangers", "dialogs", "http", "records", "fuzz-other");

  @Test
  void nothingThatSomebodyOutsideTriesBreaksAnything() throws Exception {
    List<Verdict> broke = new ArrayList<>();
    try (Arena arena = new Arena(Map.of(), MUTATED, 42)) {
      Play play =
          new Play(
              arena.patient(PATIENCE_MILLIS),
              verdict -> {
                if (!verdict.held()) {
                  broke.add(verdict);
                }
              });
      play.warmUp();
      play.allBriefly(Groups.all().stream().filter(group -> QUICK.contains(group.name())).toList());
    }
    assertThat(broke).isEmpty();
  }
}
