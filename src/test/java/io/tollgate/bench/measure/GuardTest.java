package io.tollgate.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
  @Test
  void aRatioBeyondTheStoredOneByMoreThanItsRoundsDifferIsWorse() {
    assertThat(Guard.isWorse(new Spread(1.5, 1.45, 1.55), 1.2)).isTrue();
    assertThat(Guard.isWorse(new Spread(1.5, 1.2, 1.6), 1.2)).isFalse();
  }

  @Test
  void roundsThatHappenToAgreeLeaveFivePerCent() {
    assertThat(Guard.isWorse(new Spread(1.24, 1.24, 1.24), 1.2)).isFalse();
    assertThat(Guard.isWorse(new Spread(1.27, 1.27, 1.27), 1.2)).isTrue();
  }

  @Test
  void whatIsBetterIsNotWorse() {
    assertThat(Guard.isWorse(new Spread(0.9, 0.88, 0.95), 1.2)).isFalse();
  }

  @Test
  void ratiosAreComparedWithThoseThatWereStored(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("ratios.properties");
    guard(2.0, 1.0).store(file);

    assertThat(guard(2.05, 1.0).worseThan(file)).isEmpty();
    assertThat(guard(3.0, 1.0).worseThan(file)).singleElement().asString().contains("was 2.000");
    Files.writeString(file, "");
    assertThat(guard(2.0, 1.0).worseThan(file)).singleElement().asString().contains("is not in");
  }

  private static Guard guard(double charged, double free) {
    Rounds rounds = new Rounds();
    for (int round = 0; round < 3; round++) {
      rounds.add("cpu", "rf", charged);
      rounds.add("cpu", "off", free);
    }
    Guard guard = new Guard(rounds);
    guard.atMost("cpu-rf-vs-off", "cpu", "rf", "off");
    return guard;
  }
}
