package io.tollgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @Test
  void theDefaultsAreValid() {
    assertThat(Settings.defaults().container().sipPort()).isEqualTo(5060);
    assertThat(Settings.defaults().container().drainLimit()).isEqualTo(Duration.ofSeconds(30));
    assertThat(Settings.defaults().container().sipTransports())
        .containsExactly(ContainerSettings.Transport.UDP, ContainerSettings.Transport.TCP);
  }

  @Test
  void aLaterSourceWins(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("t.properties");
    Files.writeString(file, "container.sip-port=2\ncontainer.http-port=2\ncontainer.tls-port=2\n");

    EffectiveSettings effective =
        new SettingsReader()
            .with(
                new SettingsSource(
                    "sip.xml", Map.of("container.sip-port", "1", "container.drain-limit", "1s")))
            .withFile(file)
            .withEnvironment(
                Map.of("TOLLGATE_CONTAINER_HTTP_PORT", "3", "PATH", "x", "TOLLGATE_CONFIG", "y"))
            .with(new SettingsSource("command line", Map.of("container.tls-port", "4")))
            .read();

    ContainerSettings container = effective.settings().container();
    assertThat(List.of(container.sipPort(), container.httpPort(), container.tlsPort()))
        .containsExactly(2, 3, 4);
    assertThat(container.drainLimit()).isEqualTo(Duration.ofSeconds(1));
    assertThat(effective.print())
        .containsPattern("container.drain-limit +=\\s1s  \\(sip.xml\\)")
        .containsPattern("container.http-port +=\\s3  \\(environment\\)");
  }

  @Test
  void secretsAreMasked() {
    EffectiveSettings effective =
        new SettingsReader()
            .with(
                new SettingsSource("given", Map.of("container.tls-key-store-password", "hunter2")))
            .read();

    assertThat(effective.print()).doesNotContain("hunter2").contains("***");
    assertThat(effective.settings().toString()).doesNotContain("hunter2");
    assertThat(effective.settings().container().tlsKeyStorePassword().value()).isEqualTo("hunter2");
  }
}
