package io.tollgate.journal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.cluster.ClusterDatabase;
import io.tollgate.harness.CutWire;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.SuccessorProcess;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalFactory;
import io.tollgate.journal.store.postgres.HeldTenure;
import io.tollgate.journal.store.postgres.PostgresRecordJournal;
import io.tollgate.journal.store.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection to the database ends before each single piece of what is said on it: an order that
 * never came, or an answer, so that nobody knows whether a COMMIT took place.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
class PostgresCrashAtEachStepTest {

  private static final long NODE = 4711;
  private static final int MOST_STEPS = 400;

  /** Not two: an order and its answer take turns. */
  private static final int STRIDE = 3;

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofMillis(600);

  @TempDir private Path work;
  private TestDatabase database;

  @BeforeAll
  void start() {
    database = TestDatabase.start();
  }

  @AfterAll
  void stop() {
    database.close();
  }

  /**
   * For good: the node is dead, and another settles what it left. Once: it tries the same again,
   * and goes on.
   */
  @ParameterizedTest(name = "for good: {0}")
  @ValueSource(booleans = {true, false})
  void aCutAtAnyStepLosesAndDoublesNothing(boolean forGood) throws Exception {
    int step = 1;
    while (cutAt(step, forGood)) {
      step += STRIDE;
      assertThat(step).as("the end was not reached").isLessThan(MOST_STEPS);
    }
    assertThat(step).as("steps").isGreaterThan(20);
  }

  /**
   * @return false if the sessions were over before that step
   */
  private boolean cutAt(int step, boolean forGood) throws Exception {
    database.clear();
    HeldTenure tenure = database.next(NODE);
    Path home = Files.createDirectory(work.resolve("step-%d-%b".formatted(step, forGood)));
    List<String> notes = Collections.synchronizedList(new ArrayList<>());
    boolean reached;
    try (CutWire wire = new CutWire(database.server().port());
        ClusterDatabase through =
            TestDatabase.connect(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(wire.port()), PATIENCE);
        CrashSessions sessions =
            new CrashSessions(
                store(through.connections(), tenure),
                RedoLog.onlyFormer(home.resolve("none"), 1),
                home.resolve("journal.db"),
                101,
                notes::add)) {
      wire.cutBefore(step, forGood);
      Thread running = new Thread(() -> run(sessions), "sessions");
      running.setDaemon(true);
      running.start();
      long until = System.nanoTime() + LONGEST.toNanos();
      while (running.isAlive() && !(wire.isCut() && forGood)) {
        assertThat(System.nanoTime()).as("step %d: goes on", step).isLessThan(until);
        TimeUnit.MILLISECONDS.sleep(2);
      }
      running.interrupt();
      running.join();
      reached = wire.isCut();
    }
    List<String> after =
        SuccessorProcess.transmissions(home, store(database.connections(), database.next(NODE)));
    new History("step " + step, List.copyOf(notes), after).addsUp();
    return reached;
  }

  private void run(CrashSessions sessions) {
    try {
      sessions.run();
      while (pending() > 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asked on another way: what is said on the wire are the steps. */
  private long pending() {
    try (Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM pending")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RecordJournalFactory store(DataSource connections, HeldTenure tenure) {
    return new RecordJournalFactory() {
      @Override
      public RecordJournal open() throws JournalException {
        return PostgresRecordJournal.open(connections, tenure, new LoggedAlarms());
      }

      @Override
      public boolean waits() {
        return true;
      }
    };
  }
}
