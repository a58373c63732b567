package io.tollgate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.lab.common.LabConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LabConfigTest {

  @Test
  void theFileThatIsShippedShowsEveryDefault() throws IOException {
    assertThat(LabConfig.read(Path.of("deploy/lab.properties")).all())
        .isEqualTo(LabConfig.defaults().all());
  }

  @Test
  void aMisspeltNameIsAnErrorThatTellsTheNames() {
    assertThatThrownBy(() -> LabConfig.defaults().with("ocs.balanec", "5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ocs.balanec")
        .hasMessageContaining("ocs.balance");
  }

  @Test
  void aRatingGroupFallsBackToWhatAllHave() {
    LabConfig config = LabConfig.defaults().with("ocs.rg.7.grant.messages", "3");
    assertThat(config.number(7, "grant.messages")).isEqualTo(3);
    assertThat(config.number(8, "grant.messages")).isEqualTo(10);
  }
}
