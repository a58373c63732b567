package io.tollgate.deferred;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.charging.record.Octets;
import io.tollgate.deferred.DeferredMessages.Acceptance;
import io.tollgate.harness.RaisesAlarm;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeferredMessagesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private SqliteDeferredStore store;

  @BeforeEach
  void open() throws DeferredStoreException {
    store = SqliteDeferredStore.open(folder.resolve("deferred.db"));
  }

  @Test
  void aStoredMessageWaitsOverARestartAndComesBackAsItWas() throws DeferredStoreException {
    DeferredMessage message = message("1", "sip:bob@example.com");
    assertThat(keep(at(NOW), message)).isEqualTo(Acceptance.STORED);
    store.close();
    store = SqliteDeferredStore.open(folder.resolve("deferred.db"));
    assertThat(waiting(at(NOW), "sip:bob@example.com")).containsExactly(message);
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.DEFERRED_DAMAGED)
  void aDamagedFileIsKeptAndItsReadableMessagesAreSaved() throws Exception {
    DeferredMessages messages = at(NOW);
    keep(messages, message("1", "sip:bob@example.com"));
    keep(messages, message("2", "sip:eve@example.com"));
    store.close();
    Path file = folder.resolve("deferred.db");
    try (RandomAccessFile damage = new RandomAccessFile(file.toFile(), "rw")) {
      damage.write(new byte[200]);
    }
    store = SqliteDeferredStore.open(file);
    assertThat(store.count()).isEqualTo(2);
    assertThat(store.isAfterDamage()).isTrue();
    store.close();
    store = SqliteDeferredStore.open(file);
    assertThat(store.isAfterDamage()).as("at the next start").isFalse();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .filteredOn(name -> name.contains(".damaged-"))
          .hasSize(1);
    }
  }

  @Test
  void aFileOfWhichNothingIsLeftStopsNothing() throws Exception {
    store.close();
    Path file = folder.resolve("deferred.db");
    Files.write(file, new byte[100_000]);
    store = SqliteDeferredStore.open(file);
    assertThat(store.count()).isZero();
  }

  @Test
  void messagesComeBackInTheOrderInWhichTheyWereStored() {
    DeferredMessages messages = at(NOW);
    keep(messages, message("2", "sip:bob@example.com"));
    keep(messages, message("1", "sip:bob@example.com"));
    assertThat(waiting(messages, "sip:bob@example.com"))
        .extracting(DeferredMessage::id)
        .containsExactly("2", "1");
  }

  @Test
  void tooManyForOneRecipientAreRefusedAndOthersAreNot() {
    DeferredMessages messages = at(NOW);
    keep(messages, message("1", "sip:bob@example.com"));
    keep(messages, message("2", "sip:bob@example.com"));
    assertThat(keep(messages, message("3", "sip:bob@example.com"))).isEqualTo(Acceptance.FULL);
    assertThat(keep(messages, message("4", "sip:eve@example.com"))).isEqualTo(Acceptance.STORED);
    assertThat(keep(messages, message("5", "sip:dan@example.com"))).isEqualTo(Acceptance.FULL);
  }

  @Test
  void anExpiredMessageIsToldOnceAndNeverDelivered() {
    keep(at(NOW), message("1", "sip:bob@example.com"));
    DeferredMessages later = at(NOW.plus(Duration.ofDays(4)));
    assertThat(waiting(later, "sip:bob@example.com")).isEmpty();
    List<String> expired = new ArrayList<>();
    later.sweep(message -> expired.add(message.id()));
    later.sweep(message -> expired.add(message.id()));
    assertThat(expired).containsExactly("1");
  }

  @Test
  void aSenderMayAskForLessTimeButNotForMore() {
    assertThat(at(NOW).expiry(60)).isEqualTo(NOW.plusSeconds(60));
    assertThat(at(NOW).expiry(0)).isEqualTo(NOW.plus(Duration.ofDays(3)));
    assertThat(at(NOW).expiry(Long.MAX_VALUE)).isEqualTo(NOW.plus(Duration.ofDays(3)));
  }

  @Test
  void aFailingStoreIsToldAndThrowsNothing() throws DeferredStoreException {
    store.close();
    assertThat(keep(at(NOW), message("1", "sip:bob@example.com"))).isEqualTo(Acceptance.FAILED);
    assertThat(waiting(at(NOW), "sip:bob@example.com")).isEmpty();
  }

  private DeferredMessages at(Instant now) {
    return new DeferredMessages(
        store,
        new DeferredLimits(3, 2, Duration.ofDays(3)),
        Clock.fixed(now, ZoneOffset.UTC),
        Runnable::run);
  }

  private static Acceptance keep(DeferredMessages messages, DeferredMessage message) {
    List<Acceptance> told = new ArrayList<>();
    messages.keep(message, told::add);
    return told.get(0);
  }

  private static List<DeferredMessage> waiting(DeferredMessages messages, String recipient) {
    List<DeferredMessage> found = new ArrayList<>();
    messages.waitingFor(recipient, found::addAll);
    return found;
  }

  private static DeferredMessage message(String id, String recipient) {
    return new DeferredMessage(
        id,
        recipient,
        NOW,
        NOW.plus(Duration.ofDays(3)),
        "text/plain",
        Octets.of("héllo".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        Map.of("From", "<sip:alice@example.com>", "Subject", "a: b"),
        "{}",
        "");
  }
}
