package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.SessionServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which charging function a stored request is for, and what its being down means for others. */
class ServersTest {

  private static final CreditOutcome DOWN = new CreditOutcome.Undeliverable("no peer", false);

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

  /** RFC 8506 5.7: the stream does not move; it waits for its server, also over a restart. */
  @Test
  void aTerminationWaitsForTheServerThatHasItsSession() throws Exception {
    world.ocs.on(ServersTest::firstIsDown);
    world
        .journal()
        .repeatUntilAnswered(
            Samples.sent(Samples.terminationAt("ocs1.example.com", "cc1", 3)), true);
    world
        .journal()
        .repeatUntilAnswered(
            Samples.sent(Samples.terminationAt("ocs2.example.com", "cc2", 3)), true);
    world.pass(Duration.ofSeconds(30));
    assertThat(world.store().page(0, 10)).extracting(each -> each.session()).containsExactly("cc1");

    world.crash();
    world.ocs.on(request -> FakeOcs.answered(2001));
    world.pass(Duration.ofSeconds(10));
    assertThat(world.store().page(0, 10)).isEmpty();
    CreditRequest last = world.ocs.requests.get(world.ocs.requests.size() - 1);
    assertThat(last.peers().server()).isEqualTo(new SessionServer("ocs1.example.com", false));
  }

  @Test
  void oneThatDoesNotComeBackIsADeadLetterInTheEnd() throws Exception {
    world.ocs.always(DOWN);
    world
        .journal()
        .repeatUntilAnswered(
            Samples.sent(Samples.terminationAt("ocs1.example.com", "cc1", 3)), true);
    world.pass(JournalWorld.CREDIT_PATIENCE.minusMinutes(5));
    assertThat(world.store().counts().deadLetters()).isZero();
    world.pass(Duration.ofMinutes(10));
    assertThat(world.store().counts().deadLetters()).isOne();
    assertThat(world.store().page(0, 10)).isEmpty();
    assertThat(world.alarms.on()).containsKey(JournalAlarm.DEAD_LETTERS);
  }

  /** RFC 7315 4.5: a name in a header is no reason to call a configured function down. */
  @Test
  void aNamedCdfThatIsDownIsReplacedForItsOwnRecordsAlone() {
    world.cdf.on(
        t ->
            t.session().equals("named") && t.cdf() == CdfChoice.PRIMARY
                ? FakeCdf.NO_PEER
                : FakeCdf.SUCCESS);
    world.submit(Samples.startAt("named", "aaa://ccf9.example.com:3868;transport=tcp"));
    world.settle();
    assertThat(world.told).contains("START 0 Acknowledged");

    world.cdf.seen.clear();
    world.submit(Samples.start("s1"));
    world.settle();
    assertThat(world.cdf.seen)
        .extracting(t -> t.session() + " " + t.cdf())
        .containsExactly("s1 PRIMARY");
  }

  @Test
  void configuredOnesThatFailANamedOnesRecordsDoNotCountAsDown() {
    world.cdf.on(t -> t.session().equals("named") ? FakeCdf.NO_PEER : FakeCdf.SUCCESS);
    world.submit(Samples.startAt("named", "ccf9.example.com"));
    world.pass(Duration.ofSeconds(1));
    world.cdf.on(t -> t.cdf() == CdfChoice.PRIMARY ? FakeCdf.NO_PEER : FakeCdf.SUCCESS);
    world.submit(Samples.start("s1"));
    world.pass(Duration.ofSeconds(10));
    assertThat(world.cdf.seen)
        .filteredOn(t -> t.session().equals("s1"))
        .extracting(t -> t.cdf())
        .containsExactly(CdfChoice.PRIMARY, CdfChoice.SECONDARY);
  }

  /** An OCS that works hides no outage of the CDFs. */
  @Test
  void theCdfAlarmLooksAtCdfsAlone() {
    world.journal().repeatUntilAnswered(Samples.sent(Samples.termination("cc1", 3)), true);
    world.settle();
    world.cdf.always(FakeCdf.NO_PEER);
    world.submit(Samples.start("s1"));
    world.pass(Duration.ofSeconds(1));
    assertThat(world.alarms.on()).containsKey(JournalAlarm.DELIVERY_STOPPED);
    world.journal().repeatUntilAnswered(Samples.sent(Samples.termination("cc2", 3)), true);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.alarms.on()).containsKey(JournalAlarm.DELIVERY_STOPPED);
  }

  private static CreditOutcome firstIsDown(CreditRequest request) {
    SessionServer server = request.peers().server();
    return server != null && server.host().equals("ocs1.example.com")
        ? DOWN
        : FakeOcs.answered(2001);
  }
}
