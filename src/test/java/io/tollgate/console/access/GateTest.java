package io.tollgate.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  @TempDir private Path folder;
  private UserFile users;

  @BeforeEach
  void write() throws Exception {
    Path file = folder.resolve("users");
    Files.writeString(file, "carol:charging:-\n");
    users = UserFile.of(Optional.of(file));
  }

  private Gate gate(String header, boolean fromThisMachine) {
    return new Gate(
        new Gate.Policy(
            Gate.names("192.0.2.1", List.of("tollgate.example.com")),
            header,
            Set.of("192.0.2.7"),
            fromThisMachine),
        users,
        new Logins(users, Duration.ofMinutes(1), Instant::now));
  }

  private static HttpServletRequest from(String address, String... headers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            GateTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> address;
                  case "isSecure" -> false;
                  case "getHeader" ->
                      values(headers, arguments[0].toString()).stream().findFirst().orElse(null);
                  case "getHeaders" ->
                      Collections.enumeration(values(headers, arguments[0].toString()));
                  default -> null;
                });
  }

  private static List<String> values(String[] headers, String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase(name)) {
        values.add(headers[i + 1]);
      }
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LocalHost",
        "tollgate.example.com:443",
        "192.0.2.1:8080",
        "127.0.0.1",
        "[::1]",
        "[2001:db8::1]:8080"
      })
  void itsOwnNamesAndAnyAddressAreForThisServer(String host) {
    assertThat(gate("", true).isForUs(from("127.0.0.1", "Host", host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "tollgate.example.com.evil.example",
        "127.0.0.1.evil.example",
        "evil@localhost",
        "",
        "[::1].evil.example",
        "1.2.3.4.nip.io"
      })
  void otherNamesAreNot(String host) {
    assertThat(gate("", true).isForUs(from("127.0.0.1", "Host", host))).isFalse();
  }

  @Test
  void norIsARequestWithTwoNamesOrNone() {
    assertThat(gate("", true).isForUs(from("127.0.0.1", "Host", "localhost", "Host", "localhost")))
        .isFalse();
    assertThat(gate("", true).isForUs(from("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "::1, true", "127.9.9.9, true", "192.0.2.7, false"})
  void onlyThisMachineLooksWithoutALogin(String address, boolean let) {
    assertThat(gate("", true).reader(from(address), true).isPresent()).isEqualTo(let);
    assertThat(gate("", false).reader(from(address), true)).isEmpty();
  }

  @Test
  void whoLooksSoSeesNoIdentitiesAndChangesNothing() {
    Reader reader = gate("", true).reader(from("127.0.0.1"), true).orElseThrow();
    assertThat(reader.seesIdentities()).isFalse();
    assertThat(Gate.hasToken(reader, "")).isFalse();
    assertThat(Gate.hasToken(reader, null)).isFalse();
  }

  @Test
  void aProxyIsBelievedWhoHasLoggedInThereAndNobodyElseIs() {
    Gate gate = gate("X-Remote-User", false);
    Reader carol = gate.reader(from("192.0.2.7", "X-Remote-User", "carol"), true).orElseThrow();
    assertThat(carol.is(Role.CHARGING)).isTrue();
    assertThat(Gate.hasToken(carol, carol.token())).isTrue();
    assertThat(gate.reader(from("192.0.2.8", "X-Remote-User", "carol"), true)).isEmpty();
    assertThat(gate.reader(from("127.0.0.1", "X-Remote-User", "carol"), true)).isEmpty();
    assertThat(gate.reader(from("192.0.2.7", "X-Remote-User", "mallory"), true)).isEmpty();
    assertThat(
            gate.reader(
                from("192.0.2.7", "X-Remote-User", "carol", "X-Remote-User", "carol"), true))
        .isEmpty();
    assertThat(gate("", false).reader(from("192.0.2.7", "X-Remote-User", "carol"), true)).isEmpty();
  }

  @Test
  void whoIsOnlyToldByAProxyHasNoPasswordToLogInWith() {
    Logins logins = new Logins(users, Duration.ofMinutes(1), Instant::now);
    assertThat(logins.login("carol", "-".toCharArray(), "a").id()).isNull();
    assertThat(users.hasPasswords()).isFalse();
  }

  @Test
  void whatABrowserSaysOfAnotherPageIsHeard() {
    assertThat(Gate.isFromElsewhere(from("a", "Host", "h:1", "Origin", "http://h:1"))).isFalse();
    assertThat(Gate.isFromElsewhere(from("a", "Host", "h:1", "Origin", "http://h:2"))).isTrue();
    assertThat(Gate.isFromElsewhere(from("a", "Host", "h:1", "Origin", "null"))).isTrue();
    assertThat(Gate.isFromElsewhere(from("a", "Host", "h", "Sec-Fetch-Site", "same-site")))
        .isTrue();
    assertThat(Gate.isFromElsewhere(from("a", "Host", "h", "Sec-Fetch-Site", "same-origin")))
        .isFalse();
  }
}
