package io.tollgate.journal.redo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.RecordedAlarms;
import io.tollgate.journal.Samples;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record of any size from one octet to a mebioctet is kept as it is. */
class ChangeSizesTest {

  private static final int LARGEST = 1 << 20;

  private static Pending record(long id, String session, int size) {
    return new Pending(
        id,
        ChargingInterface.CH1,
        session,
        0,
        Kind.START,
        Samples.NOON,
        false,
        "a".repeat(size - 1) + "z");
  }

  private static List<Change> startOf(Pending record) {
    return List.of(
        new Change.Supersede(record.session(), record.id()),
        new Change.Append(record),
        new Change.KeepClosing(
            new ClosingRecord(
                record.session(),
                ChargingInterface.CH1,
                1,
                7,
                Samples.NOON,
                record.body(),
                record.body())),
        new Change.MarkSent(record.id(), true));
  }

  /** Where one field or the other is the one that does not fit in what there is. */
  @Test
  void everySizeAroundEveryGrowthOfTheBufferComesBack() throws Exception {
    for (int growth = 1 << 10; growth <= LARGEST; growth <<= 1) {
      for (int size = Math.max(1, growth - 160); size < growth + 16; size++) {
        List<Change> changes = List.of(new Change.Append(record(1, "s", size)), flag(), flag());
        assertThat(ChangeCodec.read(ChangeCodec.write(changes))).isEqualTo(changes);
      }
    }
  }

  private static Change flag() {
    return new Change.MarkSent(1, true);
  }

  @Property(tries = 300)
  void anySizeOfRecordAndOfSessionComesBack(
      @ForAll("sizes") int size, @ForAll("sizes") int sessionId) throws Exception {
    List<Change> changes = startOf(record(1, "s".repeat(Math.min(sessionId, 100_000)), size));
    assertThat(ChangeCodec.read(ChangeCodec.write(changes))).isEqualTo(changes);
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, LARGEST),
        Arbitraries.integers().between(1, 20_000),
        Arbitraries.of(4_095, 4_096, 8_191, 8_192, 65_535, 65_536, LARGEST));
  }

  @Test
  void theNextProcessFindsRecordsOfAllSizes(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("journal.db");
    RedoLog log = RedoLog.beside(file, 1);
    log.open();
    long id = 0;
    for (int size = 1; size <= LARGEST; size *= 4) {
      assertThat(log.append(ChangeCodec.write(startOf(record(++id, "s" + id, size)))))
          .as("%d octets", size)
          .isNotEqualTo(RedoLog.NOT_TAKEN);
    }
    try (RecordJournal journal = SqliteRecordJournal.open(file)) {
      RedoLog.beside(file, 2).former(new RecordedAlarms()).applyTo(journal);
      List<Pending> stored = journal.page(0, 100);
      assertThat(stored).hasSize((int) id);
      for (Pending each : stored) {
        assertThat(each)
            .isEqualTo(record(each.id(), "s" + each.id(), each.body().length()).withSent(true));
      }
      assertThat(journal.orphans(8, 100)).hasSize((int) id);
    }
    assertThat(Files.exists(directory.resolve("journal.db.redo-1"))).isFalse();
  }
}
