package io.tollgate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    Files.writeString(file, "container.sip-port=2\nhttp.port=2\ncontainer.tls-port=2\n");

    EffectiveSettings effective =
        new SettingsReader()
            .with(
                new SettingsSource(
                    "sip.xml", Map.of("container.sip-port", "1", "container.drain-limit", "1s")))
            .withFile(file)
            .withEnvironment(Map.of("TOLLGATE_HTTP_PORT", "3", "PATH", "x", "TOLLGATE_CONFIG", "y"))
            .with(new SettingsSource("command line", Map.of("container.tls-port", "4")))
            .read();

    ContainerSettings container = effective.settings().container();
    assertThat(
            List.of(container.sipPort(), effective.settings().http().port(), container.tlsPort()))
        .containsExactly(2, 3, 4);
    assertThat(container.drainLimit()).isEqualTo(Duration.ofSeconds(1));
    assertThat(effective.print())
        .containsPattern("container.drain-limit +=\\s1s  \\(sip.xml\\)")
        .containsPattern("http.port +=\\s3  \\(environment\\)");
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

  @Test
  void aNameOfAnEarlierReleaseIsStillUnderstoodAndTold() {
    EffectiveSettings effective =
        new SettingsReader()
            .with(new SettingsSource("a file", Map.of("container.http-host", "127.0.0.2")))
            .withEnvironment(Map.of("TOLLGATE_CONTAINER_HTTP_PORT", "81"))
            .read();

    assertThat(effective.settings().http().host()).isEqualTo("127.0.0.2");
    assertThat(effective.settings().http().port()).isEqualTo(81);
    assertThat(effective.notes())
        .anySatisfy(
            note ->
                assertThat(note).contains("a file: container.http-host is called http.host now"))
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("TOLLGATE_CONTAINER_HTTP_PORT is called TOLLGATE_HTTP_PORT now"));
  }

  @Test
  void ofBothNamesInOneFileTheNewOneIsMeant() {
    EffectiveSettings effective =
        new SettingsReader()
            .with(
                new SettingsSource(
                    "a file", Map.of("container.http-port", "81", "http.port", "82")))
            .read();

    assertThat(effective.settings().http().port()).isEqualTo(82);
  }

  @Test
  void aWrongValueUnderAnEarlierNameIsAMistake() {
    assertThatThrownBy(() -> Settings.of(Map.of("container.http-port", "many")))
        .hasMessageContaining("http.port: \"many\"");
  }
}
