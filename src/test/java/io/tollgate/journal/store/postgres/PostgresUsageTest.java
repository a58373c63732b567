package io.tollgate.journal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import io.tollgate.journal.RecordedAlarms;
import io.tollgate.journal.Samples;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.usage.FormerUsage;
import io.tollgate.journal.usage.KeptUsage;
import io.tollgate.journal.usage.UsageFile;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counters that outlive a server's disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresUsageTest {

  private TestDatabase database;

  @BeforeAll
  void start() {
    database = TestDatabase.start();
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @Test
  void aSurvivorReadsHowFarSessionsHadCome(@TempDir Path folder) throws Exception {
    UsageFile file = new UsageFile(folder.resolve("journal.db"), 1, new RecordedAlarms());
    file.tend(Samples.NOON);
    UsageLine first = file.open("s1");
    UsageLine second = file.open("s2");
    PostgresUsage usage = new PostgresUsage(database.connections(), database.next(1));
    first.raise(Count.SENT, 3);
    second.raise(Count.SENT, 1);
    usage.save(file.rows(), Samples.NOON);
    first.raise(Count.SENT, 5);
    first.answered(2);
    second.close();
    usage.save(file.rows(), Samples.NOON.plusSeconds(1));

    FormerUsage former = PostgresUsage.former(database.connections(), 1);
    KeptUsage kept = Objects.requireNonNull(former.of("s1"));
    assertThat(kept.counters().sent()).isEqualTo(5);
    assertThat(kept.answered()).isEqualTo(2);
    assertThat(kept.aliveUntil()).isEqualTo(Samples.NOON.plusSeconds(1));
    assertThat(former.of("s2")).isNull();
  }

  @Test
  void aNodeThatWasTakenOverCopiesNothingMore(@TempDir Path folder) throws Exception {
    UsageFile file = new UsageFile(folder.resolve("journal.db"), 1, new RecordedAlarms());
    file.tend(Samples.NOON);
    UsageLine line = file.open("s1");
    line.raise(Count.SENT, 3);
    HeldTenure paused = database.next(2);
    database.next(2);
    PostgresUsage usage = new PostgresUsage(database.connections(), paused);
    assertThatThrownBy(() -> usage.save(file.rows(), Samples.NOON))
        .isInstanceOf(JournalException.class);
    assertThat(PostgresUsage.former(database.connections(), 2).of("s1")).isNull();
  }
}
