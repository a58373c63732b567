package io.tollgate.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a server in a process of its own has written, which {@link SecretFreeLog} does not see. */
public final class WrittenFile {
  private WrittenFile() {}

  /** Fails if a line of it tells an identity, content or a secret. */
  public static void tellsNothing(Path log) {
    if (!Files.exists(log)) {
      return;
    }
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      assertThat(lines.filter(Disclosures::isIn))
          .as("lines of %s that tell something", log)
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
