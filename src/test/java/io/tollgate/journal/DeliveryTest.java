package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.RecordType;
import io.tollgate.journal.charging.JournalPolicy;
import io.tollgate.journal.delivery.DeliveryPolicy;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {

  @TempDir private Path directory;
  private JournalWorld world;

  @BeforeEach
  void open() {
    world = new JournalWorld(directory);
    world.settle();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aRecordIsDurableBeforeItIsSentAndLeavesOnItsAnswer() throws Exception {
    world.cdf.hold();
    world.submit(Samples.start("s1"));
    world.settle();
    assertThat(world.told).containsExactly("START 0 durable");
    assertThat(world.cdf.brief()).containsExactly("s1 START 0");
    assertThat(world.store().page(0, 10)).hasSize(1);

    world.cdf.release();
    world.settle();
    assertThat(world.told).containsExactly("START 0 durable", "START 0 Acknowledged");
    assertThat(world.store().page(0, 10)).isEmpty();
  }

  @Test
  void theNextRecordOfASessionWaitsForTheAnswerToTheOneBefore() {
    world.cdf.hold();
    world.submit(Samples.start("s1"));
    world.submit(Samples.join("s1", 1));
    world.submit(Samples.start("s2"));
    world.settle();
    assertThat(world.cdf.brief()).containsExactly("s1 START 0", "s2 START 0");

    world.cdf.release();
    world.settle();
    assertThat(world.cdf.brief()).containsExactly("s1 START 0", "s2 START 0", "s1 INTERIM 1");
  }

  @Test
  void withoutAnAnswerItIsSentAgainWithTheTFlagAndThenToTheSecondCdf() {
    world.cdf.on(t -> t.cdf() == CdfChoice.PRIMARY ? FakeCdf.TIMEOUT : FakeCdf.SUCCESS);
    world.submit(Samples.start("s1"));
    world.pass(Duration.ofSeconds(2));
    assertThat(world.cdf.seen)
        .extracting(FakeCdf.Transmission::cdf, FakeCdf.Transmission::retransmission)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(CdfChoice.PRIMARY, false),
            org.assertj.core.groups.Tuple.tuple(CdfChoice.PRIMARY, true),
            org.assertj.core.groups.Tuple.tuple(CdfChoice.SECONDARY, true));
    assertThat(world.told).endsWith("START 0 Acknowledged");
  }

  @Test
  void anErrorAnswerIsNoReasonForTheTFlag() {
    world.cdf.on(t -> t.cdf() == CdfChoice.PRIMARY ? FakeCdf.answer(3004) : FakeCdf.SUCCESS);
    world.submit(Samples.start("s1"));
    world.pass(Duration.ofSeconds(2));
    assertThat(world.cdf.brief()).containsExactly("s1 START 0", "s1 START 0", "s1 START 0");
  }

  @Test
  void onceThePrimaryIsDownRecordsGoToTheSecondaryAndComeBackAfterTheHoldDown() {
    world.cdf.on(t -> t.cdf() == CdfChoice.PRIMARY ? FakeCdf.NO_PEER : FakeCdf.SUCCESS);
    world.submit(Samples.start("s1"));
    world.settle();
    world.cdf.always(FakeCdf.SUCCESS);
    world.submit(Samples.start("s2"));
    world.pass(Duration.ofSeconds(59));
    world.submit(Samples.start("s3"));
    world.pass(Duration.ofSeconds(2));
    world.submit(Samples.start("s4"));
    world.settle();
    world.submit(Samples.start("s5"));
    world.settle();
    assertThat(world.cdf.seen)
        .extracting(t -> t.session() + " " + t.cdf())
        .containsExactly(
            "s1 PRIMARY",
            "s1 SECONDARY",
            "s2 SECONDARY",
            "s3 SECONDARY",
            "s4 PRIMARY",
            "s5 PRIMARY");
  }

  @Test
  void withNoCdfRecordsAreStoredAndDrainedInOrderAfterwards() throws Exception {
    world.cdf.always(FakeCdf.NO_PEER);
    world.submit(Samples.start("s1"));
    world.pass(Duration.ofSeconds(1));
    world.submit(Samples.join("s1", 1));
    world.submit(Samples.stop("s1", 2));
    world.pass(Duration.ofSeconds(1));
    assertThat(world.told).contains("START 0 Stored", "INTERIM 1 Stored", "STOP 2 Stored");
    assertThat(world.alarms.on()).containsKey(JournalAlarm.DELIVERY_STOPPED);
    assertThat(world.store().page(0, 10)).hasSize(3);

    world.cdf.seen.clear();
    world.cdf.always(FakeCdf.SUCCESS);
    world.pass(Duration.ofSeconds(10));
    assertThat(world.cdf.brief()).containsExactly("s1 START 0", "s1 INTERIM 1", "s1 STOP 2");
    assertThat(world.alarms.on()).doesNotContainKey(JournalAlarm.DELIVERY_STOPPED);
    assertThat(world.store().page(0, 10)).isEmpty();
    assertThat(world.store().counts().openSessions()).isZero();
  }

  @Test
  void aLiveSessionDoesNotWaitForTheBacklog() {
    world.cdf.always(FakeCdf.NO_PEER);
    for (int i = 0; i < 300; i++) {
      world.submit(Samples.event("old" + i));
    }
    world.pass(Duration.ofSeconds(10));
    world.cdf.always(FakeCdf.SUCCESS);
    world.pass(Duration.ofMillis(3_200));
    int drained = world.cdf.seen.size();
    world.submit(Samples.start("new"));
    world.settle();
    assertThat(world.cdf.seen.get(drained).session()).isEqualTo("new");
    world.pass(Duration.ofSeconds(10));
    assertThat(world.cdf.seen.stream().filter(t -> t.session().startsWith("old")).count())
        .isGreaterThanOrEqualTo(300);
  }

  @Test
  void sessionsThatCannotBeReadForAMomentAreSentOnceTheyCan() throws Exception {
    world.close();
    AtomicBoolean unreadable = new AtomicBoolean();
    Path file = directory.resolve("elsewhere.db");
    world =
        new JournalWorld(
            directory,
            JournalWorld.policy(),
            () -> readableUnless(unreadable, SqliteRecordJournal.open(file)));
    world.cdf.always(FakeCdf.NO_PEER);
    world.submit(Samples.start("s1"));
    world.submit(Samples.start("s2"));
    world.pass(Duration.ofSeconds(1));
    world.cdf.seen.clear();
    world.cdf.always(FakeCdf.SUCCESS);
    unreadable.set(true);
    world.pass(Duration.ofSeconds(10));
    assertThat(world.cdf.seen).isEmpty();
    unreadable.set(false);
    world.pass(Duration.ofSeconds(10));
    assertThat(world.cdf.brief()).containsExactly("s1 START 0", "s2 START 0");
    assertThat(world.store().page(0, 10)).isEmpty();
  }

  /** Its pages can be read, the records of a session cannot. */
  private static RecordJournal readableUnless(AtomicBoolean unreadable, RecordJournal real) {
    return (RecordJournal)
        Proxy.newProxyInstance(
            RecordJournal.class.getClassLoader(),
            new Class<?>[] {RecordJournal.class},
            (proxy, method, arguments) -> {
              if (unreadable.get() && method.getName().startsWith("ofSession")) {
                throw new JournalException(Fault.UNAVAILABLE, "away for a moment");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void whatARecoveryLeavesGoesOutAtOnceThoughAPassHasJustEnded() {
    open(600);
    world.crash().pass(Duration.ofSeconds(4));
    assertThat(world.cdf.brief())
        .hasSize(600)
        .doesNotHaveDuplicates()
        .allMatch(each -> each.endsWith(" STOP 1"));
  }

  private void open(int sessions) {
    for (int i = 0; i < sessions; i++) {
      world.submit(Samples.start("s" + i));
      if (i % 50 == 0) {
        world.settle();
      }
    }
  }

  /** Else those that wait behind others are sent again before they had their turn. */
  @Test
  void whoAnswersSlowlyGetsFewerOfTheBacklogAtATime() {
    world.close();
    JournalPolicy usual = JournalWorld.policy();
    DeliveryPolicy wide =
        new DeliveryPolicy(
            2,
            Duration.ofSeconds(1),
            3,
            Duration.ofSeconds(3),
            Duration.ofSeconds(60),
            2_000,
            5_000,
            Duration.ofSeconds(5),
            Duration.ofHours(24));
    world =
        new JournalWorld(
            directory,
            new JournalPolicy(
                usual.commitInterval(),
                usual.bufferCapacity(),
                usual.diskRetry(),
                wide,
                usual.limits()));
    open(600);
    world.crash().pass(Duration.ofMillis(150));
    int prompt = world.cdf.seen.size();
    assertThat(prompt).as("at first").isBetween(1, 100);
    world.cdf.hold();
    world.pass(Duration.ofSeconds(3));
    int held = world.cdf.seen.size();
    assertThat(held - prompt).as("after prompt answers").isBetween(prompt, 400);
    world.cdf.release();
    world.cdf.hold();
    world.pass(Duration.ofSeconds(1));
    assertThat(world.cdf.seen.size() - held).as("after slow answers").isBetween(1, 20);
    world.cdf.release();
    world.pass(Duration.ofSeconds(5));
    assertThat(world.cdf.brief()).hasSize(600).doesNotHaveDuplicates();
  }

  @Test
  void theBacklogIsSentNoFasterThanItsRate() {
    world.cdf.always(FakeCdf.NO_PEER);
    for (int i = 0; i < 900; i++) {
      world.submit(Samples.event("e" + i));
      if (i % 50 == 0) {
        world.settle();
      }
    }
    world.pass(Duration.ofSeconds(10));
    world.cdf.always(FakeCdf.SUCCESS);
    world.pass(Duration.ofSeconds(4));
    world.cdf.seen.clear();
    for (int i = 0; i < 900; i++) {
      world.submit(Samples.event("f" + i));
    }
    world.pass(Duration.ofSeconds(1));
    assertThat(world.cdf.seen.size()).isLessThanOrEqualTo(700);
  }

  @Test
  void whatTheCdfRefusesForGoodIsADeadLetterAndHoldsUpNobody() throws Exception {
    world.cdf.on(
        t ->
            t.number() == 0
                ? new AccountingDelivery.Answered(5004, null, "Event-Timestamp", "cdf")
                : FakeCdf.SUCCESS);
    world.submit(Samples.start("s1"));
    world.submit(Samples.stop("s1", 1));
    world.settle();
    assertThat(world.told).contains("START 0 Rejected", "STOP 1 Acknowledged");
    assertThat(world.store().deadLetters(0, 10))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.resultCode()).isEqualTo(5004);
              assertThat(letter.reason()).isEqualTo("Failed-AVP Event-Timestamp");
            });
    assertThat(world.alarms.on().get(JournalAlarm.DEAD_LETTERS)).contains("5004", "s1");
  }

  @Test
  void aProgressReportThatOnlyWaitsIsReplacedByTheNext() throws Exception {
    world.cdf.hold();
    world.submit(Samples.start("s1"));
    world.submit(Samples.usage("s1", 1));
    world.submit(Samples.join("s1", 2));
    world.submit(Samples.usage("s1", 3));
    world.settle();
    world.cdf.release();
    world.settle();
    assertThat(world.cdf.brief()).containsExactly("s1 START 0", "s1 INTERIM 2", "s1 INTERIM 3");
    assertThat(world.told).contains("INTERIM 1 Stored");
  }

  @Test
  void onDiskTooANewerProgressReportReplacesTheOlder() throws Exception {
    world.cdf.always(FakeCdf.NO_PEER);
    world.submit(Samples.start("s1"));
    world.pass(Duration.ofSeconds(1));
    for (int i = 1; i < 50; i++) {
      world.submit(Samples.usage("s1", i));
    }
    world.settle();
    assertThat(world.store().ofSession("s1", 100))
        .extracting(record -> record.number())
        .containsExactly(0L, 49L);
  }

  @Test
  void anUnreadableRecordIsADeadLetter() throws Exception {
    world.cdf.always(FakeCdf.NO_PEER);
    world.submit(Samples.start("s1"));
    world.pass(Duration.ofSeconds(1));
    world.close();
    try (var connection =
            java.sql.DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE pending SET body = '{\"sessionId\":7}'");
    }
    world.cdf.always(FakeCdf.SUCCESS);
    world = new JournalWorld(directory);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.store().deadLetters(0, 10))
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).contains("sessionId: 7 (expected: text)"));
  }

  @Test
  void aClockSteppedByAnHourMovesNoDelivery() {
    world.cdf.always(FakeCdf.NO_PEER);
    world.submit(Samples.start("s1"));
    world.pass(Duration.ofSeconds(1));
    world.cdf.always(FakeCdf.SUCCESS);
    world.time.stepClock(Duration.ofHours(-1));
    world.pass(Duration.ofSeconds(9));
    assertThat(world.cdf.seen)
        .last()
        .extracting(FakeCdf.Transmission::type)
        .isEqualTo(RecordType.START);

    world.cdf.always(FakeCdf.NO_PEER);
    world.submit(Samples.stop("s1", 1));
    world.time.stepClock(Duration.ofHours(2));
    world.pass(Duration.ofSeconds(1));
    world.cdf.always(FakeCdf.SUCCESS);
    world.pass(Duration.ofSeconds(9));
    assertThat(world.cdf.seen)
        .last()
        .extracting(FakeCdf.Transmission::type)
        .isEqualTo(RecordType.STOP);
  }
}
