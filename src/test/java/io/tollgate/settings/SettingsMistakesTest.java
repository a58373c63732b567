package io.tollgate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
  @ValueSource(
      strings = {"TOLLGATE_LOG=json", "TOLLGATE_LOG_LEVEL=debug", "TOLLGATE_JAVA_OPTS=-Xmx2g"})
  void whatTheStartScriptAndTheLogReadIsNoUnknownSetting(String variable) {
    String[] pair = variable.split("=", 2);
    SettingsReader reader = new SettingsReader().withEnvironment(Map.of(pair[0], pair[1]));
    assertThat(reader.read()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TOLLGATE_LOG       | jsn  | expected: one of text, json
          TOLLGATE_LOG_LEVEL | loud | expected: one of off, fatal, error, warn, info, debug, trace, all
          """)
  void aFormOrLevelThatTheLogDoesNotKnowStopsTheStart(
      String variable, String value, String expected) {
    SettingsReader reader = new SettingsReader().withEnvironment(Map.of(variable, value));
    assertThatThrownBy(reader::read)
        .hasMessageContaining("environment: %s: \"%s\"".formatted(variable, value))
        .hasMessageContaining(expected);
  }

  @Test
  void variablesThatKubernetesInjectsForAServiceArePassedOverWithALine() {
    EffectiveSettings effective =
        new SettingsReader()
            .withEnvironment(
                Map.of(
                    "TOLLGATE_PORT", "udp://10.96.0.12:5060",
                    "TOLLGATE_SERVICE_HOST", "10.96.0.12",
                    "TOLLGATE_SERVICE_PORT_SIP", "5060",
                    "TOLLGATE_PORT_5060_UDP_ADDR", "10.96.0.12",
                    "TOLLGATE_MSRP_PORT", "tcp://10.96.0.13:2855",
                    "TOLLGATE_CONTAINER_SIP_PORT", "5070"))
            .read();

    assertThat(effective.settings().container().sipPort()).isEqualTo(5070);
    assertThat(effective.settings().msrp().port()).isEqualTo(Settings.defaults().msrp().port());
    assertThat(effective.print())
        .startsWith("# environment: passed over as injected by Kubernetes for a Service: ")
        .contains("TOLLGATE_PORT_5060_UDP_ADDR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          charging.rating   | session=1:octets:5           | "octets" is not one of time
          charging.rating   | sesion=1:time:5              | "sesion" is not one of session, group-session
          charging.rating   | session=1/x:time:5           | "x" is not a service identifier
          charging.rating   | session=1:time:many          | "many" is not an amount of units
          charging.rating   | session=1:time               | "session=1:time" is not SERVICE=GROUP
          charging.services | page-message=offline,chat=on | "chat" is not one of session, group-session
          charging.services | page-message                 | "page-message" is not SERVICE=MODE
          """)
  void thePartOfALongerValueThatIsWrongIsNamed(String name, String value, String part) {
    assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
        .hasMessageContaining(name + ": \"" + value + "\" from given: " + part);
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
                    .withEnvironment(Map.of("TOLLGATE_HTTP_PORT", "y"))
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

  /** What contradicts another setting, names nothing, or has a form of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http.port=5060 | http.port: 5060 (expected: another port than container.sip-port
          msrp.port=8080 | msrp.port: 8080 (expected: another port than http.port
          msrp.port=5061 container.sip-transports=udp,tls container.tls-key-store=STORE container.tls-key-store-password=secret | another port than container.tls-port
          container.sip-transports=tls container.tls-key-store=/nowhere.p12 | container.tls-key-store: "/nowhere.p12"
          container.sip-transports=tls container.tls-key-store=STORE container.tls-key-store-password=wrong | expected: a PKCS#12 file, and its password in container.tls-key-store-password
          msrp.tls=true msrp.tls-key-store=pom.xml | msrp.tls-key-store: "pom.xml"
          diameter.tls-certificate=/nowhere.pem diameter.tls-key=pom.xml diameter.tls-trust=pom.xml | diameter.tls-certificate: "/nowhere.pem" (expected: a file that can be read)
          diameter.tls-certificate=pom.xml | expected: all three or none
          diameter.tls-certificate=pom.xml diameter.tls-key=pom.xml diameter.tls-trust=pom.xml | diameter.tls-certificate: "pom.xml" has no CERTIFICATE (expected: a PEM file with one)
          diameter.peers=ocs.example.com;ro;tls | diameter.peers: ocs.example.com: ;tls without certificates (expected: diameter.tls-certificate
          container.sip-transports=tls container.tls-key-store=EMPTY container.tls-key-store-password=secret | has certificates only (expected: a PKCS#12 file with a private key)
          diameter.peers=cdf.example.com;rx | diameter.peers: "cdf.example.com;rx" (expected: identity
          diameter.peers=cdf.example.com;sctp | diameter.peers: cdf.example.com: SCTP is not offered (expected: TCP or TLS)
          diameter.peers=a.example.com,a.example.com | expected: each identity once
          diameter.reconnect-first=30s diameter.reconnect-ceiling=10s | expected: at most diameter.reconnect-ceiling
          journal.file=/ | journal.file: "/" is a folder (expected: a file
          deferred.file=journal.db | deferred.file: "journal.db" (expected: another file than journal.file)
          storage.directory=data | storage.directory: "data" (expected: an absolute path
          charging.flows=garbage | charging.flows: flow override: "garbage" (expected: PROFILE.charging.PROCEDURE
          charging.flows=IM.offline.MODIFY=DANCE | charging.flows: flow override
          charging.results=4012=200 | charging.results: result override: "4012=200" (expected
          """)
  void isRefusedBeforeAnythingStarts(String given, String said, @TempDir Path folder)
      throws Exception {
    Path store = given.contains("STORE") ? keyStore(folder) : folder;
    Path empty = folder.resolve("empty.p12");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    try (OutputStream out = Files.newOutputStream(empty)) {
      keys.store(out, "secret".toCharArray());
    }
    Map<String, String> settings = new TreeMap<>();
    for (String setting :
        given.replace("STORE", store.toString()).replace("EMPTY", empty.toString()).split(" ")) {
      String[] pair = setting.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    assertThatThrownBy(() -> Settings.of(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(said);
  }

  private static Path keyStore(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "sip",
                "-keyalg",
                "EC",
                "-dname",
                "CN=sip",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "secret")
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    return store;
  }

  @Test
  void mistakesOfEveryRoomAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                Settings.of(
                    Map.of(
                        "container.sip-transports", "",
                        "diameter.peers", "cdf.example.com;rx")))
        .hasMessageContaining("2 settings cannot be used")
        .hasMessageContaining("container.sip-transports")
        .hasMessageContaining("diameter.peers");
  }

  @Test
  void portsMayBeEqualOnDifferentAddressesAndWhenAnyWillDo() {
    assertThatCode(
            () ->
                Settings.of(
                    Map.of(
                        "http.port", "5060",
                        "http.host", "127.0.0.2",
                        "container.sip-host", "127.0.0.1")))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                Settings.of(Map.of("http.port", "0", "container.sip-port", "0", "msrp.port", "0")))
        .doesNotThrowAnyException();
  }
}
