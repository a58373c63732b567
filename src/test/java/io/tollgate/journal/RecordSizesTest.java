package io.tollgate.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.usage.UsageFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a caller or a conference makes of a record's size, the record is kept and delivered. */
class RecordSizesTest {

  private static final int LARGEST = 1 << 20;
  private static final JsonCodec<AccountingRecord> JSON = new JsonCodec<>(AccountingRecord.class);

  private static AccountingRecord record(String session, RecordType type, long number, int size) {
    AccountingRecord sample = Samples.record(session, type, number, RecordReason.USAGE);
    return new AccountingRecord(
        session,
        type,
        number,
        sample.eventTime(),
        sample.reason(),
        of(sample.service(), size),
        sample.peers());
  }

  /** With a roster of that many octets in all. */
  private static ServiceInformation of(ServiceInformation sample, int size) {
    List<Participant> members = new ArrayList<>();
    for (int left = size; left > 0; left -= 60) {
      members.add(new Participant("sip:" + "m".repeat(Math.min(60, left))));
    }
    return new ServiceInformation(
        sample.profile(),
        sample.kind(),
        sample.function(),
        sample.nodeRole(),
        sample.sessionType(),
        sample.serviceType(),
        sample.method(),
        sample.parties(),
        sample.calledAsserted(),
        sample.correlation(),
        sample.times(),
        new Roster(members),
        sample.messages(),
        sample.media(),
        sample.bodies(),
        sample.causeCode(),
        sample.reasonHeader(),
        sample.deliveryStatus(),
        sample.groupName(),
        sample.icsi(),
        sample.iari(),
        sample.onlineCharged());
  }

  @Property(tries = 100)
  void aRecordOfAnySizeComesBackFromItsStoredForm(@ForAll @IntRange(min = 1, max = LARGEST) int n) {
    AccountingRecord record = record("s", RecordType.START, 0, n);
    assertThat(JSON.read(JSON.write(record))).isEqualTo(record);
  }

  @Test
  void recordsOfAllSizesReachTheCdfWholeAndInOrder(@TempDir Path directory) {
    try (JournalWorld world = new JournalWorld(directory)) {
      int session = 0;
      for (int size = 1; size <= LARGEST; size *= 4) {
        String id = "s" + ++session;
        world.submit(record(id, RecordType.START, 0, size));
        world.submit(record(id, RecordType.INTERIM, 1, size));
        world.submit(record(id, RecordType.STOP, 2, size));
        world.settle();
      }
      assertThat(world.cdf.seen).hasSize(3 * session);
      assertThat(world.alarms.history()).isEmpty();
    }
  }

  @Test
  void usageIsKeptForASessionIdOfAnySize(@TempDir Path directory) {
    Path file = directory.resolve("journal.db");
    UsageFile usage = new UsageFile(file, 1, new RecordedAlarms());
    usage.tend(Samples.NOON);
    for (int size = 1; size <= LARGEST; size *= 2) {
      UsageLine line = usage.open("s".repeat(size));
      line.raise(Count.SENT, size);
    }
    var former = new UsageFile(file, 2, new RecordedAlarms()).former();
    for (int size = 1; size <= LARGEST; size *= 2) {
      var kept = former.of("s".repeat(size));
      assertThat(kept).isNotNull();
      assertThat(requireNonNull(kept).counters().sent()).isEqualTo(size);
    }
  }
}
