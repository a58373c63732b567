package io.tollgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  private static final Path PAGE = Path.of("deploy", "settings.md");

  /** Run with {@code -Dtollgate.write=true} to write it anew. */
  @Test
  void theOperatorsPageIsWhatTheCatalogueSays() throws IOException {
    if (Boolean.getBoolean("tollgate.write")) {
      Files.writeString(PAGE, SettingsPage.markdown());
    }
    assertThat(PAGE)
        .as("stale? mvn test -Dtest=SettingsPageTest -Dtollgate.write=true writes it anew")
        .hasContent(SettingsPage.markdown());
  }

  @Test
  void everySettingSaysWhatItDoesInASentence() {
    assertThat(new Catalogue().all())
        .allSatisfy(setting -> assertThat(setting.text()).matches("(?s)[A-Z`].*[.]"));
  }
}
