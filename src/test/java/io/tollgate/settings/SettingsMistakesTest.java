package io.tollgate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsMistakesTest {

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          container.sip-port           | fifty           | "fifty"        | a whole number, from 0 to 65535
          container.sip-port           | -1              | "-1"           | a whole number, from 0 to 65535
          container.sip-port           | 65536           | "65536"        | a whole number, from 0 to 65535
          container.sip-port           | 5060.5          | "5060.5"       | a whole number, from 0 to 65535
          container.sip-port           | ^^              | ""             | a whole number, from 0 to 65535
          container.sip-port           | 99999999999     | "99999999999"  | a whole number, from 0 to 65535
          container.drain-limit        | 30              | "30"           | a duration such as 500ms, 30s, 5min or 2h, from 0s to 24h
          container.drain-limit        | 30 secs         | "30 secs"      | a duration such as
          container.drain-limit        | -5s             | "-5s"          | a duration such as
          container.drain-limit        | 25h             | "25h"          | from 0s to 24h
          container.retry-after        | 10ms            | "10ms"         | from 1s to 1h
          container.sip-transports     | sctp            | "sctp"         | one of udp, tcp, tls
          container.sip-transports     | udp;tcp         | "udp;tcp"      | a list with commas between
          container.sip-transports     | udp,,tcp        | "udp,,tcp"     | a list with commas between
          container.sip-host           | not a host      | "not a host"   | an IP address or host name
          sip.portable-hand-over       | yes             | "yes"          | true or false
          """)
  void aBadValueIsNamedWithItsPlaceAndWhatWasExpected(
      String name, String value, String shown, String expected) {
    assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(shown)
        .hasMessageContaining("from given")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TOLLGATE_LOG", "TOLLGATE_LOG_LEVEL", "TOLLGATE_JAVA_OPTS"})
  void whatTheStartScriptAndTheLogReadIsNoUnknownSetting(String variable) {
    SettingsReader reader = new SettingsReader().withEnvironment(Map.of(variable, "json"));
    assertThat(reader.read()).isNotNull();
  }

  @Test
  void settingsThatMustFitEachOtherAreChecked() {
    assertThatThrownBy(() -> Settings.of(Map.of("container.sip-transports", "udp, tls")))
        .hasMessageContaining("container.tls-key-store")
        .hasMessageContaining("PKCS#12");
    assertThatThrownBy(() -> Settings.of(Map.of("container.sip-transports", "")))
        .hasMessageContaining("at least one of udp, tcp, tls");
  }

  @Test
  void anUnknownNameComesWithTheOneThatWasMeant() {
    assertThatThrownBy(() -> Settings.of(Map.of("container.sip-prot", "5060")))
        .hasMessageContaining(
            "container.sip-prot is no setting (did you mean container.sip-port?)");
  }

  @Test
  void anUnknownNameLikeNoOtherPointsToThePage() {
    assertThatThrownBy(() -> Settings.of(Map.of("x", "1")))
        .hasMessageContaining("x is no setting (expected: a name from deploy/settings.md)");
  }

  @Test
  void anUnknownEnvironmentVariableIsAMistakeToo() {
    assertThatThrownBy(
            () ->
                new SettingsReader()
                    .withEnvironment(Map.of("TOLLGATE_CONTAINER_SIPPORT", "1"))
                    .read())
        .hasMessageContaining("TOLLGATE_CONTAINER_SIPPORT is no setting")
        .hasMessageContaining("did you mean TOLLGATE_CONTAINER_SIP_PORT?");
  }

  @Test
  void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("tollgate.properties");
    assertThatThrownBy(() -> new SettingsReader().withFile(missing).read())
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("UTF-8 properties file");
  }

  @Test
  void aFileThatIsNotUtf8IsNamed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("tollgate.properties");
    Files.write(file, "container.sip-host=\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new SettingsReader().withFile(file).read())
        .hasMessageContaining(file.toString())
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aFileWithABrokenEscapeIsNamed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("tollgate.properties");
    Files.writeString(file, "container.sip-host=\\u00g1");
    assertThatThrownBy(() -> new SettingsReader().withFile(file).read())
        .hasMessageContaining(file.toString());
  }

  @Test
  void allMistakesAreToldAtOnce() {
    SettingsException thrown =
        catchThrowableOfType(
            SettingsException.class,
            () ->
                new SettingsReader()
                    .with(
                        SettingsSource.contextParameters(
                            Map.of("container.sip-port", "x", "javax.own", "1")))
                    .withEnvironment(Map.of("TOLLGATE_CONTAINER_HTTP_PORT", "y"))
                    .read());

    assertThat(thrown.problems()).hasSize(2);
    assertThat(thrown)
        .hasMessageContaining("2 settings cannot be used")
        .hasMessageContaining("from sip.xml")
        .hasMessageContaining("from environment");
  }

  @Test
  void aBadValueThatALaterSourceCoversIsStillAMistake() {
    assertThatThrownBy(
            () ->
                new SettingsReader()
                    .with(new SettingsSource("sip.xml", Map.of("container.sip-port", "x")))
                    .withEnvironment(Map.of("TOLLGATE_CONTAINER_SIP_PORT", "5070"))
                    .read())
        .hasMessageContaining("container.sip-port: \"x\" from sip.xml");
  }
}
