package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.harness.PostgresServer;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.Samples;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalContract;
import io.tollgate.journal.store.postgres.PostgresRecordJournal;
import io.tollgate.journal.store.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who holds what, as the database says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeTableTest {

  private static final Duration LEASE = Duration.ofHours(1);

  private TestDatabase database;
  private NodeTable nodes;

  @BeforeAll
  void start() {
    database = TestDatabase.start();
    nodes = new NodeTable(database.connections(), LEASE);
  }

  @BeforeEach
  void clear() {
    database.clear();
  }

  @AfterAll
  void stop() {
    database.close();
  }

  private Lease join(long id) throws SQLException {
    nodes.join(id, "node " + id);
    return held(id, 1);
  }

  private static Lease held(long id, long epoch) {
    return new Lease(id, epoch, System.nanoTime() + LEASE.toNanos(), System::nanoTime, () -> {});
  }

  private void expire(long id) throws SQLException {
    try (Connection owner = database.server().owner();
        Statement statement = owner.createStatement()) {
      statement.execute("UPDATE node SET lease_until = now() - interval '1 s' WHERE id = " + id);
    }
  }

  @Test
  void aNodeWhoseLeaseRunsIsNotTakenOver() throws Exception {
    Lease own = join(1);
    join(2);
    assertThat(nodes.expired(10)).isEmpty();
    assertThat(nodes.takeOver(new NodeTable.Expired(2, "node 2", 1), own)).isEmpty();
  }

  @Test
  void theNextLeaseToEndIsLookedAtWhenItEnds() throws Exception {
    Duration turn = Duration.ofMinutes(1);
    assertThat(nodes.untilNextExpires(turn)).as("nobody there").isEqualTo(turn);
    join(1);
    join(2);
    assertThat(nodes.untilNextExpires(turn)).as("all renewed of late").isEqualTo(turn);
    assertThat(nodes.untilNextExpires(LEASE.multipliedBy(2)))
        .isBetween(LEASE.minus(turn), LEASE.plusSeconds(1));
    expire(1);
    assertThat(nodes.untilNextExpires(turn)).as("one that is over already").isEqualTo(turn);
  }

  @Test
  void oneOfManySurvivorsTakesOver() throws Exception {
    join(1);
    expire(1);
    NodeTable.Expired dead = nodes.expired(10).get(0);
    List<CompletableFuture<Boolean>> tries =
        List.of(join(2), join(3), join(4)).stream()
            .map(
                own ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return nodes.takeOver(dead, own).isPresent();
                          } catch (SQLException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();
    assertThat(tries.stream().filter(CompletableFuture::join)).hasSize(1);
    assertThat(nodes.renew(1, 1)).as("the dead node comes back").isFalse();
    assertThat(nodes.renew(1, 2)).as("who settles it").isTrue();
  }

  @Test
  void aLeaseThatNobodyTookOverIsRenewedLate() throws Exception {
    join(1);
    expire(1);
    assertThat(nodes.renew(1, 1)).isTrue();
    assertThat(nodes.expired(10)).isEmpty();
  }

  @Test
  void aNodeSaysWithEachRenewalHowItIsAndWhoSettlesItSaysNothingOfThat() throws Exception {
    join(1);
    assertThat(nodes.all(10)).extracting(NodeStatus::state).containsExactly((String) null);
    assertThat(nodes.renew(1, 1, "draining")).isTrue();
    assertThat(nodes.renew(1, 1)).isTrue();
    assertThat(nodes.all(10)).extracting(NodeStatus::state).containsExactly("draining");
  }

  @Test
  void aNodeThatWasTakenOverTakesNobodyOver() throws Exception {
    Lease first = join(1);
    Lease second = join(2);
    join(3);
    expire(1);
    expire(3);
    nodes.takeOver(new NodeTable.Expired(1, "node 1", 1), second);
    assertThatThrownBy(() -> nodes.takeOver(new NodeTable.Expired(3, "node 3", 1), first))
        .hasMessageContaining("taken over");
    assertThat(first.isLost()).isTrue();
  }

  /** SIGSTOP in the middle of a transaction: the row is locked until the database ends it. */
  @Test
  void whoIsPausedInTheMiddleOfACommitHoldsUpNobodyForLong() throws Exception {
    join(1);
    Lease own = join(2);
    try (ClusterDatabase paused =
            TestDatabase.connect(database.server().url(), Duration.ofSeconds(1));
        Connection open = paused.connections().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("SELECT 1 FROM node WHERE id = 1 AND epoch = 1 FOR SHARE");
      expire(1);
      assertThat(nodes.takeOver(new NodeTable.Expired(1, "node 1", 1), own)).hasValue(2);
      assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aNodeIsForgottenOnceItOwesNothingAndItsDeadLettersStay() throws Exception {
    Lease dead = join(1);
    Lease own = join(2);
    try (RecordJournal journal =
        PostgresRecordJournal.open(database.connections(), dead, new LoggedAlarms())) {
      journal.commit(
          List.of(
              RecordJournalContract.append(1, "a", 0, Kind.START),
              RecordJournalContract.append(2, "b", 0, Kind.START),
              new Change.Bury(2, 5004, "", Samples.NOON)));
      AtomicLong ids = new AtomicLong(70);
      expire(1);
      Lease settled =
          held(1, nodes.takeOver(new NodeTable.Expired(1, "node 1", 1), own).getAsLong());
      assertThat(nodes.retire(settled, own, ids::incrementAndGet)).as("owes a START").isFalse();
      try (RecordJournal left =
          PostgresRecordJournal.open(database.connections(), settled, new LoggedAlarms())) {
        left.commit(List.of(new Change.Remove(1)));
      }
      assertThat(nodes.retire(settled, own, ids::incrementAndGet)).isTrue();
    }
    try (RecordJournal mine =
        PostgresRecordJournal.open(database.connections(), own, new LoggedAlarms())) {
      assertThat(mine.deadLetters(0, 10))
          .extracting(letter -> letter.record().session())
          .containsExactly("b");
    }
    assertThat(nodes.renew(1, 2)).isFalse();
  }

  @Test
  void aDatabaseThatDoesNotFitIsRefusedInOneLine() throws Exception {
    PostgresServer server = database.server();
    assertThatThrownBy(
            () -> TestDatabase.connect(server.url().replace("/postgres", "/template1"), LEASE))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("deploy/cluster.d/schema-1.sql");
    try (Connection owner = server.owner();
        Statement statement = owner.createStatement()) {
      statement.execute("UPDATE schema_version SET version = 4, readable_from = 3");
      TestDatabase.connect(server.url(), LEASE).close();
      statement.execute("UPDATE schema_version SET version = 5, readable_from = 4");
      assertThatThrownBy(() -> TestDatabase.connect(server.url(), LEASE))
          .hasMessageContaining("version 5, for servers from 4 on");
      statement.execute("UPDATE schema_version SET version = 2, readable_from = 1");
      assertThatThrownBy(() -> TestDatabase.connect(server.url(), LEASE))
          .hasMessageContaining("expected: 3");
      statement.execute("UPDATE schema_version SET version = 3, readable_from = 2");
    }
  }

  @Test
  void replicatedIsRefusedWhereNoStandbyIsNamed() {
    assertThatThrownBy(
            () ->
                ClusterDatabase.open(
                    new DatabaseAddress(
                        database.server().url(),
                        PostgresServer.USER,
                        PostgresServer.PASSWORD,
                        "disable",
                        null,
                        3,
                        "test",
                        "on",
                        Duration.ofSeconds(5))))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("synchronous_standby_names is empty");
  }
}
