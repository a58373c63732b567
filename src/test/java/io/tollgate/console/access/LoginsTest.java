package io.tollgate.console.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
  /** "correct horse", with few rounds: what is tested here is not how long it takes. */
  private static final String HASH =
      "pbkdf2-sha512$10$AAAAAAAAAAAAAAAAAAAAAA$ozRaEeELv6DS5bZha7QjA+Y4ZcwFmlDK4dei8FIaar4";

  @TempDir private Path folder;
  private Path file;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("users");
    Files.writeString(file, "alice:operator:" + HASH + "\n");
  }

  private static char[] password() {
    return "correct horse".toCharArray();
  }

  private Logins logins() {
    return new Logins(UserFile.of(Optional.of(file)), Duration.ofMinutes(30), () -> now);
  }

  @Test
  void whoHasThePasswordIsInUntilHeLogsOut() throws Exception {
    rewrite(UserFile.line("alice", List.of("operator"), password()));
    Logins logins = logins();
    Logins.Try attempt = logins.login("alice", password(), "127.0.0.1");
    assertThat(attempt.problem()).isEmpty();
    String id = requireNonNull(attempt.id());
    Reader alice = logins.reader(id, true).orElseThrow();
    assertThat(alice.roles()).containsExactlyInAnyOrder(Role.VIEWER, Role.OPERATOR);
    assertThat(Gate.hasToken(alice, alice.token())).isTrue();
    assertThat(Gate.hasToken(alice, attempt.id())).isFalse();
    logins.logout(id);
    assertThat(logins.reader(id, true)).isEmpty();
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreTheSameToWhoTries() {
    Logins logins = logins();
    assertThat(logins.login("alice", "x".toCharArray(), "a").problem())
        .isEqualTo(logins.login("mallory", password(), "b").problem())
        .isEqualTo("name or password is wrong");
  }

  @Test
  void whoFailsAgainAndAgainHasToWaitAlsoWithTheRightPassword() {
    Logins logins = logins();
    for (int i = 0; i < 5; i++) {
      assertThat(logins.login("alice", "x".toCharArray(), "a" + i).problem()).contains("wrong");
    }
    assertThat(logins.login("alice", password(), "z").problem()).contains("wait");
    now = now.plusSeconds(2);
    assertThat(logins.login("alice", password(), "z").id()).isNotNull();
  }

  @Test
  void oneAddressCannotTryManyNames() {
    Logins logins = logins();
    for (int i = 0; i < 5; i++) {
      logins.login("name" + i, "x".toCharArray(), "a");
    }
    assertThat(logins.login("alice", password(), "a").problem()).contains("wait");
    assertThat(logins.login("alice", password(), "b").id()).isNotNull();
  }

  @Test
  void aLoginEndsWhenNobodyUsesItAndLooksThatPagesMakeByThemselvesDoNotCount() {
    Logins logins = logins();
    String id = requireNonNull(logins.login("alice", password(), "a").id());
    now = now.plus(Duration.ofMinutes(20));
    assertThat(logins.reader(id, false)).isPresent();
    now = now.plus(Duration.ofMinutes(20));
    assertThat(logins.reader(id, true)).isEmpty();
  }

  @Test
  void aLoginEndsWithTheDay() {
    Logins logins = logins();
    String id = requireNonNull(logins.login("alice", password(), "a").id());
    for (int i = 0; i < 36; i++) {
      now = now.plus(Duration.ofMinutes(20));
      assertThat(logins.reader(id, true)).isPresent();
    }
    now = now.plus(Duration.ofMinutes(20));
    assertThat(logins.reader(id, true)).isEmpty();
  }

  @Test
  void whoIsTakenOutOfTheFileIsOutAtOnceAndSoIsWhoLosesARole() throws Exception {
    Logins logins = logins();
    String id = requireNonNull(logins.login("alice", password(), "a").id());
    rewrite("alice:viewer:" + HASH);
    assertThat(logins.reader(id, true).orElseThrow().is(Role.OPERATOR)).isFalse();
    rewrite("# nobody");
    assertThat(logins.reader(id, true)).isEmpty();
  }

  @Test
  void aFileThatHasBecomeWrongLetsNobodyIn() throws Exception {
    Logins logins = logins();
    String id = requireNonNull(logins.login("alice", password(), "a").id());
    rewrite("alice:king:" + HASH);
    assertThat(logins.reader(id, true)).isEmpty();
    assertThat(logins.login("alice", password(), "a").id()).isNull();
  }

  private void rewrite(String text) throws Exception {
    Files.writeString(file, text + "\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(text.length())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "alice:viewer",
        "alice:king:-",
        "a lice:viewer:-",
        "alice:viewer:secret",
        "alice:viewer:pbkdf2-sha512$0$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "alice:viewer:pbkdf2-sha512$99999999999$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
        "alice:viewer:-\nalice:operator:-"
      })
  void aWrongLineIsToldWithItsNumberAndWithoutItsHash(String text) throws Exception {
    Files.writeString(file, "# users\n" + text + "\n");
    assertThatThrownBy(() -> UserFile.of(Optional.of(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("console.users: " + file + ":")
        .hasMessageNotContaining("AAAA")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aPasswordThatIsShortIsNotTaken() {
    assertThatThrownBy(() -> UserFile.line("bob", List.of("viewer"), "short".toCharArray()))
        .hasMessageContaining("expected: at least 10");
  }
}
