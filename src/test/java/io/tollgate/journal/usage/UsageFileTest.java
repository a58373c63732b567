package io.tollgate.journal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.RecordedAlarms;
import io.tollgate.journal.Samples;
import io.tollgate.journal.boot.BootFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageFileTest {

  @TempDir private Path directory;
  private final RecordedAlarms alarms = new RecordedAlarms();

  private UsageFile file(long boot) {
    UsageFile file = new UsageFile(directory.resolve("journal.db"), boot, alarms);
    file.tend(Samples.NOON);
    return file;
  }

  @Test
  void theNextProcessSeesWhatEverySessionHadComeTo() {
    UsageFile first = file(1);
    UsageLine one = first.open("s1");
    UsageLine two = first.open("s2");
    one.raise(Count.SENT, 3);
    one.raise(Count.EXPLODED, 4);
    one.raise(Count.SUCCESSFULLY_SENT, 2);
    one.raise(Count.SUCCESSFULLY_EXPLODED, 5);
    one.raise(Count.OCTETS_IN, 300);
    one.raise(Count.OCTETS_OUT, 600);
    two.raise(Count.SENT, 1);
    first.tend(Samples.NOON.plusSeconds(7));

    FormerUsage former = file(2).former();

    assertThat(former.of("s1"))
        .isEqualTo(
            new KeptUsage(
                new MessageCounters(3, 4, 2, 5, 300, 600), -1, Samples.NOON.plusSeconds(7)));
    assertThat(former.of("s2"))
        .isEqualTo(
            new KeptUsage(new MessageCounters(1, 0, 0, 0, 0, 0), -1, Samples.NOON.plusSeconds(7)));
    assertThat(former.of("s3")).isNull();
  }

  @Test
  void countersOnlyRise() {
    UsageLine line = file(1).open("s1");
    line.raise(Count.SENT, 3);
    line.raise(Count.SENT, 2);
    assertThat(file(2).former().of("s1")).extracting(k -> k.counters().sent()).isEqualTo(3L);
  }

  @Test
  void aLineThatIsClosedIsForgottenAndItsPlaceStartsFromZero() {
    UsageFile first = file(1);
    List<UsageLine> lines = new ArrayList<>();
    for (UsageLine line = first.open("old"); line != UsageLine.NONE; line = first.open("old")) {
      line.raise(Count.SENT, 9);
      lines.add(line);
    }
    lines.get(0).close();
    UsageLine next = first.open("new");
    lines.get(0).raise(Count.SENT, 10);
    lines.get(0).close();
    next.raise(Count.OCTETS_IN, 5);

    FormerUsage former = file(2).former();

    assertThat(former.of("new"))
        .extracting(KeptUsage::counters)
        .isEqualTo(new MessageCounters(0, 0, 0, 0, 5, 0));
    lines.forEach(UsageLine::close);
    assertThat(file(2).former().of("old")).isNull();
  }

  @Test
  void thereIsAlwaysRoomForMoreAfterAWhile() {
    UsageFile first = file(1);
    int opened = 0;
    for (int second = 1; second <= 4; second++) {
      for (UsageLine line = first.open("s" + opened);
          line != UsageLine.NONE;
          line = first.open("s" + opened)) {
        line.raise(Count.SENT, ++opened);
      }
      first.tend(Samples.NOON.plusSeconds(second));
    }
    FormerUsage former = file(2).former();
    assertThat(opened).isGreaterThan(60_000);
    for (int i : List.of(0, 20_000, opened - 1)) {
      assertThat(former.of("s" + i)).extracting(k -> k.counters().sent()).isEqualTo(i + 1L);
    }
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.USAGE_NOT_KEPT)
  void withoutADiskNothingIsKeptAndAnAlarmSaysSoUntilItIsBack() throws Exception {
    Path folder = directory.resolve("folder");
    Files.createFile(folder);
    UsageFile file = new UsageFile(folder.resolve("journal.db"), 1, alarms);
    file.tend(Samples.NOON);
    assertThat(file.open("s1")).isSameAs(UsageLine.NONE);
    assertThat(alarms.on()).containsKey(JournalAlarm.USAGE_NOT_KEPT);

    Files.delete(folder);
    file.tend(Samples.NOON.plusSeconds(1));
    assertThat(file.open("s1")).isNotSameAs(UsageLine.NONE);
    assertThat(alarms.on()).isEmpty();
  }

  @Test
  void aDiskThatIsAwayAtTheStartBringsItsFilesWhenItIsBack() throws Exception {
    Path mounted = Files.createDirectory(directory.resolve("mounted"));
    UsageFile first = new UsageFile(mounted.resolve("journal.db"), 1, alarms);
    first.tend(Samples.NOON);
    first.open("s1").raise(Count.SENT, 1);
    Path away = Files.move(mounted, directory.resolve("away"));
    FormerUsage former = new UsageFile(mounted.resolve("journal.db"), 2, alarms).former();

    Files.move(away, mounted);

    assertThat(former.of("s1")).isNotNull();
  }

  @Test
  void whatIsNoUsageFileOrOnlyHalfAFileIsTakenAsFarAsItGoes() throws Exception {
    UsageFile first = file(1);
    first.open("s1").raise(Count.SENT, 1);
    first.open("s2").raise(Count.SENT, 2);
    Path path = files().path(1);
    byte[] all = Files.readAllBytes(path);
    Files.write(path, java.util.Arrays.copyOf(all, 2 * LineFormat.OCTETS + 5));
    Files.write(files().path(3), new byte[] {1, 2, 3});
    Files.write(files().path(4), new byte[1 << 10]);

    FormerUsage former = file(2).former();

    assertThat(former.of("s1")).extracting(k -> k.counters().sent()).isEqualTo(1L);
    assertThat(former.of("s2")).isNull();
  }

  @Test
  void filesOfFormerProcessesGoAndTheOwnOneStays() throws Exception {
    file(1).open("s1").raise(Count.SENT, 1);
    UsageFile second = file(2);
    second.open("s2").raise(Count.SENT, 2);
    second.former().delete();
    assertThat(file(3).former().of("s1")).isNull();
    assertThat(file(3).former().of("s2")).isNotNull();
  }

  private BootFiles files() {
    return new BootFiles(directory.resolve("journal.db"), "usage");
  }
}
