package io.tollgate.cluster;

import static io.tollgate.deferred.DeferredStoreContract.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.deferred.DeferredMessage;
import io.tollgate.deferred.DeferredStore;
import io.tollgate.deferred.DeferredStoreContract;
import io.tollgate.deferred.DeferredStoreException;
import io.tollgate.deferred.PostgresDeferredStore;
import io.tollgate.journal.store.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What two servers do with the conferences and the messages that are both's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedTablesTest implements DeferredStoreContract {

  private static final Duration LEASE = Duration.ofHours(1);
  private static final String BOB = "sip:bob@example.com";

  private TestDatabase database;
  private NodeTable nodes;
  private Lease first;
  private Lease second;

  @BeforeAll
  void start() {
    database = TestDatabase.start();
    nodes = new NodeTable(database.connections(), LEASE);
  }

  @BeforeEach
  void join() throws SQLException {
    database.clear();
    first = join(1);
    second = join(2);
  }

  @AfterAll
  void stop() {
    database.close();
  }

  private Lease join(long id) throws SQLException {
    nodes.join(id, "node " + id);
    return new Lease(id, 1, System.nanoTime() + LEASE.toNanos(), System::nanoTime, () -> {});
  }

  private Fenced fenced(Lease lease) {
    return new Fenced(database.connections(), lease);
  }

  private ConferenceTable conferences(Lease lease) {
    return new ConferenceTable(fenced(lease));
  }

  private DeferredStore messages(Lease lease) {
    return new PostgresDeferredStore(fenced(lease), System::nanoTime);
  }

  @Override
  public DeferredStore store() {
    return messages(first);
  }

  /** The second takes over what the first has. */
  private void firstDies() throws SQLException {
    try (Connection owner = database.server().owner();
        Statement statement = owner.createStatement()) {
      statement.execute("UPDATE node SET lease_until = now() - interval '1 s' WHERE id = 1");
    }
    assertThat(nodes.takeOver(new NodeTable.Expired(1, "node 1", 1), second)).isPresent();
  }

  private static byte[] state(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whoClaimsAConferenceFirstHasItAndTheOtherIsToldWhere() throws Exception {
    conferences(first).reachedAt("sip:192.0.2.1:5060;transport=udp");
    assertThat(conferences(first).claim("sip:room@example.com", 7).ours()).isTrue();
    assertThat(conferences(first).claim("sip:room@example.com", 8).ours()).isTrue();
    ConferenceTable.Owned owned = conferences(second).claim("sip:room@example.com", 9);
    assertThat(owned.ours()).isFalse();
    assertThat(owned.server()).isEqualTo("sip:192.0.2.1:5060;transport=udp");
    assertThat(conferences(second).find("sip:other@example.com")).isNull();
    assertThat(conferences(second).server(1)).extracting("ours").isEqualTo(false);
  }

  @Test
  void aConferenceGoesToWhoTakesItsServerOverAsItWas() throws Exception {
    conferences(first)
        .save(
            List.of(new ConferenceTable.Row("room", 7, state("two in it"))), List.of(), List.of());
    firstDies();
    ConferenceTable.Owned owned = conferences(second).claim("room", 9);
    assertThat(owned.ours()).isTrue();
    assertThat(owned.state()).isEqualTo(state("two in it"));
    assertThatThrownBy(() -> conferences(first).claim("room", 10))
        .hasMessageContaining("another node has taken over");
    assertThatThrownBy(
            () ->
                conferences(first)
                    .save(
                        List.of(new ConferenceTable.Row("new", 1, state(""))),
                        List.of(),
                        List.of()))
        .hasMessageContaining("another node has taken over");
  }

  @Test
  void theEndOfOneOpeningDoesNotEndTheNext() throws Exception {
    ConferenceTable table = conferences(first);
    ConferenceTable.Row over = new ConferenceTable.Row("room", 7, state("old"));
    table.save(List.of(over), List.of(), List.of());
    table.claim("room", 8);
    table.save(List.of(), List.of(), List.of(over));
    assertThat(table.find("room")).isNotNull();
    table.save(List.of(), List.of(), List.of(new ConferenceTable.Row("room", 8, state(""))));
    assertThat(table.find("room")).isNull();
  }

  @Test
  void whatIsOverBeforeItsOpeningWasSavedIsOverForTheOthersToo() throws Exception {
    conferences(first)
        .save(List.of(new ConferenceTable.Row("room", 7, state("two"))), List.of(), List.of());
    firstDies();
    ConferenceTable.Row brief = new ConferenceTable.Row("room", 9, state(""));
    conferences(second).save(List.of(), List.of(brief), List.of(brief));
    assertThat(conferences(second).find("room")).isNull();
  }

  @Test
  void whereNobodyComesBackTheConferenceIsForgotten() throws Exception {
    ConferenceTable table = conferences(first);
    table.save(
        List.of(
            new ConferenceTable.Row("left", 1, state("")),
            new ConferenceTable.Row("here", 2, state(""))),
        List.of(),
        List.of());
    assertThat(table.forget(LEASE, List.of("here"))).isZero();
    assertThat(table.forget(Duration.ofMillis(-1), List.of("here"))).isEqualTo(1);
    assertThat(table.find("here")).isNotNull();
  }

  @Test
  void aMessageInOnesHandIsNoOthers() throws Exception {
    DeferredStore one = messages(first);
    DeferredStore other = messages(second);
    one.put(message("1", BOB, 0));
    assertThat(one.take("1")).isTrue();
    assertThat(other.take("1")).isFalse();
    assertThat(other.waitingFor(BOB, 10)).isEmpty();
    assertThat(other.expiredBefore(NOW.plusSeconds(1_000), 10)).isEmpty();
    assertThat(other.remove("1")).isFalse();
    one.putBack("1");
    assertThat(other.take("1")).isTrue();
    assertThat(one.remove("1")).isFalse();
    assertThat(other.remove("1")).isTrue();
  }

  @Test
  void whatADeadServerHadInHandIsInItsSuccessors() throws Exception {
    DeferredStore one = messages(first);
    DeferredStore other = messages(second);
    one.put(message("1", BOB, 0));
    one.put(message("2", BOB, 1));
    one.take("1");
    firstDies();
    assertThat(other.inHand(10)).extracting(DeferredMessage::id).containsExactly("1");
    assertThatThrownBy(() -> one.remove("1")).isInstanceOf(DeferredStoreException.class);
    assertThatThrownBy(() -> one.take("2")).isInstanceOf(DeferredStoreException.class);
    assertThat(other.take("2")).isTrue();
  }
}
