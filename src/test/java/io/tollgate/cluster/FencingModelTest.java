package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.Samples;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.postgres.PostgresRecordJournal;
import io.tollgate.journal.store.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes that share a database, each of them paused, slow, cut off from the answers to its commits,
 * and taken over at any moment, as a random walk has it. What was sent in the end has to add up.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FencingModelTest {

  private static final Duration LEASE = Duration.ofHours(1);
  private static final int WALKS = 12;
  private static final int STEPS = 60;

  private TestDatabase database;
  private NodeTable nodes;
  private Random random = new Random(0);
  private long lastNode;
  private int lastSession;

  /** Session and number, and each kind of record that somebody has sent under them. */
  private final Map<String, List<String>> sent = new TreeMap<>();

  private final Map<String, Integer> promised = new HashMap<>();

  @BeforeAll
  void start() {
    database = TestDatabase.start();
    nodes = new NodeTable(database.connections(), LEASE);
  }

  @AfterAll
  void stop() {
    database.close();
  }

  /** A process that believes to be a node, whatever the others think. */
  private final class Node {
    final Lease lease;
    final PostgresRecordJournal journal;
    final Map<String, Integer> open = new TreeMap<>();
    final Deque<List<Change>> paused = new ArrayDeque<>();
    long ids;

    Node() throws Exception {
      lastNode++;
      nodes.join(lastNode, "node " + lastNode);
      lease = held(lastNode, 1);
      journal = PostgresRecordJournal.open(database.connections(), lease, new LoggedAlarms());
    }

    Change append(String session, long number, Kind kind) {
      String body = "{\"by\":%d}".formatted(lease.node());
      return new Change.Append(
          new Pending(
              ++ids, ChargingInterface.CH1, session, number, kind, Samples.NOON, true, body));
    }

    List<Change> next() {
      if (open.isEmpty() || random.nextInt(3) == 0) {
        String session = "s" + ++lastSession;
        open.put(session, 1);
        return List.of(append(session, 0, Kind.START), journalClosing(session, 1));
      }
      String session = List.copyOf(open.keySet()).get(random.nextInt(open.size()));
      int number = open.getOrDefault(session, 1);
      if (random.nextBoolean()) {
        open.remove(session);
        return List.of(append(session, number, Kind.STOP), new Change.Settle(session));
      }
      open.put(session, number + 1);
      return List.of(append(session, number, Kind.INTERIM), journalClosing(session, number + 1));
    }

    private Change journalClosing(String session, int number) {
      return new Change.KeepClosing(
          new ClosingRecord(
              session, ChargingInterface.CH1, number, lease.node(), Samples.NOON, "{}"));
    }

    /** In the order in which they were made: what waits holds up what comes after it. */
    void work() throws JournalException {
      if (random.nextInt(4) > 0) {
        paused.add(next());
      }
      while (!paused.isEmpty() && random.nextInt(3) > 0) {
        List<Change> changes = paused.getFirst();
        try {
          journal.commit(changes);
        } catch (JournalException e) {
          assertThat(e.fault()).isEqualTo(Fault.FENCED);
          return;
        }
        if (random.nextInt(4) == 0) {
          // The answer to the COMMIT is lost: the same once more, sooner or later.
          return;
        }
        paused.poll();
        changes.forEach(FencingModelTest.this::send);
      }
    }
  }

  private static Lease held(long node, long epoch) {
    return new Lease(node, epoch, System.nanoTime() + LEASE.toNanos(), System::nanoTime, () -> {});
  }

  private void send(Change change) {
    if (change instanceof Change.Append append) {
      send(append.record());
      if (append.record().kind() == Kind.START) {
        promised.put(append.record().session(), 1);
      }
    }
  }

  private void send(Pending record) {
    sent.computeIfAbsent(record.session() + " " + record.number(), key -> new ArrayList<>())
        .add(record.kind() + " " + record.body());
  }

  /** As recovery does it, in two transactions, between which a survivor may die as well. */
  private void settle(Lease dead, boolean diesHalfWay) throws JournalException {
    try (PostgresRecordJournal left =
        PostgresRecordJournal.open(database.connections(), dead, new LoggedAlarms())) {
      long id = left.lastId();
      for (ClosingRecord each : left.orphans(-1, 1_000)) {
        Pending stop =
            new Pending(
                ++id,
                each.channel(),
                each.session(),
                each.number(),
                Kind.STOP,
                Samples.NOON,
                false,
                "{\"settled\":1}");
        left.commit(List.of(new Change.Append(stop), new Change.Settle(each.session())));
        if (diesHalfWay) {
          return;
        }
      }
      for (Pending each : left.page(0, 10_000)) {
        send(each);
        left.commit(List.of(new Change.Remove(each.id())));
      }
    }
  }

  private void takeOver(Node victim, Node survivor, boolean diesHalfWay) throws Exception {
    expire(victim.lease.node());
    for (NodeTable.Expired dead : nodes.expired(100)) {
      if (dead.id() != survivor.lease.node()) {
        OptionalLong epoch = nodes.takeOver(dead, survivor.lease);
        if (epoch.isPresent()) {
          settle(held(dead.id(), epoch.getAsLong()), diesHalfWay);
        }
      }
    }
  }

  private void expire(long id) throws SQLException {
    try (Connection owner = database.server().owner();
        Statement statement = owner.createStatement()) {
      statement.execute("UPDATE node SET lease_until = now() - interval '1 s' WHERE id = " + id);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverIsPausedSlowOrTakenOverNothingIsLostOrBilledTwice(long seed) throws Exception {
    random = new Random(seed);
    for (int walk = 0; walk < WALKS; walk++) {
      database.clear();
      sent.clear();
      promised.clear();
      walk();
      addsUp("seed %d, walk %d".formatted(seed, walk));
    }
  }

  private void walk() throws Exception {
    List<Node> all = new ArrayList<>(List.of(new Node(), new Node()));
    for (int step = 0; step < STEPS; step++) {
      Node one = all.get(random.nextInt(all.size()));
      if (random.nextInt(15) == 0) {
        Node survivor = new Node();
        all.add(survivor);
        takeOver(one, survivor, random.nextBoolean());
      } else {
        one.work();
      }
    }
    Node last = new Node();
    for (Node each : all) {
      takeOver(each, last, false);
      each.work();
    }
    for (Node each : all) {
      takeOver(each, last, false);
      each.journal.close();
    }
    last.journal.close();
  }

  private void addsUp(String where) {
    Map<String, List<String>> closings = new HashMap<>();
    sent.forEach(
        (key, kinds) -> {
          assertThat(kinds.stream().distinct()).as(where + ": two bills for " + key).hasSize(1);
          if (kinds.get(0).startsWith("STOP")) {
            closings.computeIfAbsent(key.split(" ")[0], s -> new ArrayList<>()).add(key);
          }
        });
    promised
        .keySet()
        .forEach(
            session -> assertThat(closings.get(session)).as(where + ": " + session).hasSize(1));
  }
}
