package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.journal.charging.JournalPolicy;
import io.tollgate.journal.limits.StorageLimits;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageLimitsTest {

  @TempDir private Path directory;
  private JournalWorld world;

  @BeforeEach
  void start() {
    world = open(1L << 40);
  }

  private JournalWorld open(long maxOctets) {
    JournalPolicy policy = JournalWorld.policy();
    return new JournalWorld(
        directory,
        new JournalPolicy(
            policy.commitInterval(),
            policy.bufferCapacity(),
            policy.diskRetry(),
            policy.delivery(),
            new StorageLimits(maxOctets, Duration.ofDays(3), 1L << 20, Duration.ofSeconds(5))));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void fill() {
    world.cdf.always(FakeCdf.NO_PEER);
    for (int i = 0; i < 300; i++) {
      String session = "s" + i;
      world.submit(Samples.start(session));
      world.submit(Samples.usage(session, 1));
      world.submit(Samples.join(session, 2));
      world.submit(Samples.stop(session, 3));
      world.submit(Samples.event("e" + i));
    }
    world.settle();
  }

  private List<Kind> kinds() throws Exception {
    return world.store().page(0, 10_000).stream().map(Pending::kind).distinct().toList();
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.RECORDS_DROPPED)
  void atTheLimitProgressGoesFirstThenInterimsThenEventsAndNeverStartOrStop() throws Exception {
    fill();
    long used = world.store().usedOctets();
    world.close();
    world = open(used);
    world.cdf.always(FakeCdf.NO_PEER);
    world.settle();
    assertThat(kinds()).doesNotContain(Kind.PROGRESS).contains(Kind.INTERIM, Kind.EVENT);
    assertThat(world.alarms.on().get(JournalAlarm.RECORDS_DROPPED))
        .contains("journal is full: dropped 300 PROGRESS records, from number 1 of session s0");

    world.close();
    world = open(used / 10);
    world.cdf.always(FakeCdf.NO_PEER);
    world.pass(Duration.ofSeconds(20));
    assertThat(kinds()).containsExactlyInAnyOrder(Kind.START, Kind.STOP);
    assertThat(world.store().counts().pending()).isEqualTo(600);
  }

  @Test
  void warningsComeAtSeventyAndNinetyPercentAndGoAgain() throws Exception {
    fill();
    long used = world.store().usedOctets();
    world.close();
    world = open(used * 10 / 8);
    world.settle();
    assertThat(world.alarms.on()).containsKey(JournalAlarm.BACKLOG_HIGH);
    assertThat(world.alarms.on()).doesNotContainKey(JournalAlarm.BACKLOG_CRITICAL);
    world.pass(Duration.ofSeconds(20));
    assertThat(world.alarms.on()).doesNotContainKey(JournalAlarm.BACKLOG_HIGH);
    world.close();
    world = open(used * 100 / 95);
    assertThat(world.alarms.history()).isEmpty();
  }

  @Test
  @RaisesAlarm({AlarmCatalogue.BACKLOG_HIGH, AlarmCatalogue.BACKLOG_CRITICAL})
  void aDiskThatRunsFullCountsLikeTheLimit() throws Exception {
    fill();
    world.freeOctets = (1L << 20) + 10;
    world.pass(Duration.ofSeconds(5));
    assertThat(world.alarms.on())
        .containsKeys(JournalAlarm.BACKLOG_HIGH, JournalAlarm.BACKLOG_CRITICAL);
    world.freeOctets = 1L << 40;
    world.pass(Duration.ofSeconds(5));
    assertThat(world.alarms.on())
        .doesNotContainKeys(JournalAlarm.BACKLOG_HIGH, JournalAlarm.BACKLOG_CRITICAL);
  }

  /** The tool of the journal is another process: it tells the server nothing. */
  @Test
  void aDeadLetterThatIsDecidedUponBeforeTheNextLookIsNoAlarmAnyMore() throws Exception {
    world.pass(Duration.ofSeconds(6));
    world.cdf.on(t -> new AccountingDelivery.Answered(5004, null, "", "cdf"));
    world.submit(Samples.event("e1"));
    world.settle();
    assertThat(world.alarms.on()).containsKey(JournalAlarm.DEAD_LETTERS);
    world.cdf.always(FakeCdf.SUCCESS);
    long letter = world.store().deadLetters(0, 1).get(0).record().id();
    world.store().commit(List.of(new Change.Requeue(letter)));
    world.pass(Duration.ofSeconds(15));
    assertThat(world.alarms.on()).doesNotContainKey(JournalAlarm.DEAD_LETTERS);
  }

  @Test
  void whatIsTooOldIsDroppedButNotStartAndStop() throws Exception {
    fill();
    world.time.stepClock(Duration.ofDays(4));
    world.pass(Duration.ofSeconds(20));
    assertThat(kinds()).containsExactlyInAnyOrder(Kind.START, Kind.STOP);
    assertThat(world.alarms.on().get(JournalAlarm.RECORDS_DROPPED)).contains("older than PT72H");
  }
}
