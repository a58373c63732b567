package io.tollgate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The attacks of {@code deploy/hostile}, with few mutated messages. */
class HostileIT {
  private static final int MUTATED = 3_000;

  @Test
  void nothingThatSomebodyOutsideTriesBreaksAnything() throws Exception {
    List<Verdict> broke = new ArrayList<>();
    try (Arena arena = new Arena(Map.of(), MUTATED, 42)) {
      Play play =
          new Play(
              arena,
              verdict -> {
                if (!verdict.held()) {
                  broke.add(verdict);
                }
              });
      play.warmUp();
      play.allBriefly(Groups.all());
    }
    assertThat(broke).isEmpty();
  }
}
