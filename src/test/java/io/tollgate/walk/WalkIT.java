package io.tollgate.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.walk.model.Terms.Charging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What parties may do, at random but always the same, and every script that once differed. {@code
 * deploy/flows --walk N} plays as many as one likes, {@code --brief} such as these.
 */
class WalkIT {
  private static final Path KEPT = Path.of("src", "test", "resources", "walks");
  private static final long SEEDS = 24;
  private static final int AT_ONCE = 24;

  @ParameterizedTest
  @EnumSource(Charging.class)
  void nothingDiffers(Charging charging) {
    try (House house = House.open(charging, House.NO_ANSWER);
        Walks walks = new Walks(house, AT_ONCE, true)) {
      List<Script> kept =
          kept().stream().filter(script -> script.terms().charging() == charging).toList();
      List<Long> seeds =
          LongStream.rangeClosed(1, SEEDS)
              .filter(seed -> Chooser.terms(seed).charging() == charging)
              .boxed()
              .toList();
      assertThat(walks.play(kept, seeds).stream().filter(walk -> !walk.isOk()))
          .extracting(Outcome::report)
          .isEmpty();
      assertThat(house.awaitNothingLeft()).isEmpty();
    }
  }

  private static List<Script> kept() {
    try (Stream<Path> files = Files.list(KEPT)) {
      return files.sorted().map(WalkIT::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Script read(Path file) {
    try {
      return Script.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
