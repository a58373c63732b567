package io.tollgate.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenFileTest {
  @TempDir private Path folder;

  @Test
  void aLineWithAUserOrHisWordsIsTold() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "a call of sip:al***@example.com\n");
    assertThatCode(() -> WrittenFile.tellsNothing(log)).doesNotThrowAnyException();
    Files.writeString(log, "a call of sip:alice@example.com\n");
    assertThatThrownBy(() -> WrittenFile.tellsNothing(log)).isInstanceOf(AssertionError.class);
  }

  @Test
  void oneThatWroteNothingToldNothing() {
    assertThatCode(() -> WrittenFile.tellsNothing(folder.resolve("none")))
        .doesNotThrowAnyException();
  }
}
