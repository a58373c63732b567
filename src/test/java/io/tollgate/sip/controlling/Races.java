package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.lab.cdf.AccountingRecord;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.fault.Fault;
import io.tollgate.lab.fault.FaultAction;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.Phone.Manner;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import io.tollgate.phone.Sdps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Things that cross, each many times ({@code -Dtollgate.races=N}), over SIP and Diameter, under an
 * OCS that takes its time. After each: one end of every charged session, the same number in both
 * bills, and nothing is left behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Races {
  private static final int TIMES = Integer.getInteger("tollgate.races", 20);

  private final String profile;
  private final Random random = new Random(4711);
  private ChargedStage stage;
  private PhoneBank bank;

  Races(String profile) {
    this.profile = profile;
  }

  @BeforeAll
  void start() {
    stage =
        new ChargedStage(
            "both",
            profile,
            Map.of("conference.max-per-user", "10000", "sip.ack-wait", "2s"),
            LabConfig.ephemeral().with("ocs.balance", "1000000"));
    stage.lab.faults().add(Fault.next(new FaultAction.Delay(30)).on("ro").times(Fault.FOREVER));
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @BeforeEach
  void phones() {
    bank = new PhoneBank(stage.port());
  }

  @AfterEach
  void oneEndEach() {
    stage.awaitAllClosed();
    // A record goes to disk before it is sent, and may come later than the credit control.
    Await.until(() -> recordedEnds() == terminations(), "as many ends over Rf as over Ro");
    List<String> ends = new ArrayList<>();
    for (CallDetail bill : stage.lab.cdrs().sessions()) {
      List<AccountingRecord> last =
          stage.lab.cdrs().records(bill.sessionId()).stream().filter(Races::isEnd).toList();
      assertThat(last).as("ends of %s", bill.sessionId()).hasSize(1);
      ends.add(last.get(0).get(Column.PARTICIPANTS));
    }
    Map<String, Integer> terminations = new HashMap<>();
    List<String> terminated = new ArrayList<>();
    for (ChargedStage.Ccr ccr : stage.ccrs()) {
      boolean end = ccr.type().startsWith("TERM");
      terminations.merge(ccr.session(), end ? 1 : 0, Integer::sum);
      if (end) {
        terminated.add(ccr.participants());
      }
    }
    assertThat(terminations.values()).as("TERMINATIONs of each").allMatch(count -> count == 1);
    assertThat(terminated).containsExactlyInAnyOrderElementsOf(ends);
    bank.close();
    Await.until(() -> leftBehind() == 0, "nothing to be left behind");
  }

  private long recordedEnds() {
    return stage.lab.cdrs().sessions().stream()
        .flatMap(bill -> stage.lab.cdrs().records(bill.sessionId()).stream())
        .filter(Races::isEnd)
        .count();
  }

  private static boolean isEnd(AccountingRecord record) {
    return record.type().name().matches("STOP|EVENT");
  }

  private long terminations() {
    return stage.ccrs().stream().filter(ccr -> ccr.type().startsWith("TERM")).count();
  }

  private double leftBehind() {
    return stage.server.application().sipContainer().liveSessions()
        + stage.server.application().sipContainer().pendingWork()
        + stage.server.application().meters().get("tollgate.sip.legs").gauge().value();
  }

  /** So that what races meets at different moments; nothing is expected of the time itself. */
  private void jitter() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(40)));
  }

  private Call conference(Phone alice, Phone... others) {
    Call call = alice.convene(stage.factory(), others);
    assertThat(call.status()).isEqualTo(200);
    for (Phone other : others) {
      other.incoming().await("ACK");
    }
    return call;
  }

  @Test
  void theOwnerLeavesWhileThreeJoin() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i);
      Call call = conference(alice, bob);
      Call one = bank.phone("one" + i).call(call.remoteTarget());
      Call two = bank.phone("two" + i).call(call.remoteTarget());
      jitter();
      call.bye();
      Call three = bank.phone("three" + i).call(call.remoteTarget());
      one.answer();
      two.answer();
      three.answer();
      for (Call each : new Call[] {one, two, three}) {
        each.bye();
      }
      latest(bob).bye();
    }
  }

  @Test
  void byeWhileTheUpdateIsOpen() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i);
      Phone carol = bank.phone("carol" + i);
      Call call = conference(alice, bob);
      call.refer(carol.uri(), "Refer-Sub: false\r\n");
      Call carols = carol.incoming();
      jitter();
      carols.bye();
      call.bye();
      latest(bob).bye();
    }
  }

  @Test
  void cancelBeforeTheFirstCreditAnswer() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i).manner(Manner.RING);
      Call call = alice.convene(stage.factory(), bob);
      jitter();
      call.cancel();
      assertThat(call.status()).isEqualTo(487);
    }
  }

  @Test
  void anAcceptanceThatCrossesTheCancel() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i).manner(Manner.RING);
      Call call = alice.convene(stage.factory(), bob);
      Call bobs = bob.incoming();
      Request cancel = call.cancel();
      bobs.accept();
      cancel.answer();
      if (call.status() == 200) {
        call.bye();
        bobs.bye();
      }
    }
  }

  @Test
  void twoChangesAtOnce() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i);
      Phone carol = bank.phone("carol" + i);
      Call call = conference(alice, bob, carol);
      Request first = call.reinvite(Sdps.offer(alice.user(), 2, "a=max-size:1000\r\n"));
      Request second = latest(bob).reinvite(Sdps.offer(bob.user(), 2, "a=max-size:1000\r\n"));
      assertThat(first.status()).isIn(200, 491);
      assertThat(second.status()).isIn(200, 491, 500);
      call.bye();
      latest(bob).bye();
      latest(carol).bye();
    }
  }

  @Test
  void anEjectionThatCrossesALeave() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i);
      Phone carol = bank.phone("carol" + i);
      Call call = conference(alice, bob, carol);
      Call carols = latest(carol);
      call.refer(carol.uri() + ";method=BYE", "Refer-Sub: false\r\n");
      jitter();
      carols.bye();
      call.bye();
      latest(bob).bye();
    }
  }

  @Test
  void anAcceptanceThatCannotBeAcknowledged() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i);
      Phone carol = bank.phone("carol" + i).manner(Manner.IGNORE);
      Call call = conference(alice, bob);
      call.refer(carol.uri(), "Refer-Sub: false\r\n");
      Call carols = carol.incoming();
      jitter();
      carols.contact("").accept();
      jitter();
      call.bye();
      latest(bob).bye();
    }
  }

  @Test
  void nobodyCanBeAcknowledged() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i).manner(Manner.IGNORE);
      Call call = alice.convene(stage.factory(), bob);
      bob.incoming().contact("").accept();
      assertThat(call.status()).isGreaterThanOrEqualTo(400);
    }
  }

  @Test
  void theOcsAnswersAfterTheSessionHasEnded() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i);
      Call call = alice.call(bob.uri());
      assertThat(call.status()).isEqualTo(200);
      bob.incoming().await("ACK");
      call.reinvite(Sdps.offer(alice.user(), 2, "a=max-size:1000\r\n"));
      jitter();
      (i % 2 == 0 ? call : latest(bob)).bye();
    }
  }

  @Test
  void aCallIsCancelledBeforeItsFirstCreditAnswer() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i).manner(Manner.RING);
      Call call = alice.call(bob.uri());
      jitter();
      call.cancel();
      assertThat(call.status()).isEqualTo(487);
    }
  }

  @Test
  void bothPartiesHangUpAtOnce() {
    for (int i = 0; i < TIMES; i++) {
      Phone alice = bank.phone("alice" + i);
      Phone bob = bank.phone("bob" + i);
      Call call = alice.call(bob.uri());
      assertThat(call.status()).isEqualTo(200);
      bob.incoming().await("ACK");
      call.bye();
      latest(bob).bye();
    }
  }

  private static Call latest(Phone phone) {
    Call call = phone.latest();
    if (call == null) {
      throw new AssertionError(phone.user() + " has no call");
    }
    return call;
  }
}
