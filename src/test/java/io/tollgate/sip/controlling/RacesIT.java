package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.lab.LabConfig;
import io.tollgate.lab.fault.Fault;
import io.tollgate.lab.fault.FaultAction;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.Phone.Manner;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import io.tollgate.phone.Sdps;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Things that cross, each many times, under an OCS that takes its time. */
class RacesIT {
  private static final int TIMES = 20;

  private static ChargedStage stage;

  private final Random random = new Random(4711);
  private PhoneBank bank;

  @BeforeAll
  static void start() {
    stage =
        new ChargedStage(
            "both",
            "cpm",
            Map.of("conference.max-per-user", "10000"),
            LabConfig.ephemeral().with("ocs.balance", "1000000"));
    stage.lab.faults().add(Fault.next(new FaultAction.Delay(30)).on("ro").times(Fault.FOREVER));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void phones() {
    bank = new PhoneBank(stage.port());
  }

  @AfterEach
  void oneEndEach() {
    stage.awaitAllClosed();
    bank.close();
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

  private static Call latest(Phone phone) {
    Call call = phone.latest();
    if (call == null) {
      throw new AssertionError(phone.user() + " has no call");
    }
    return call;
  }
}
