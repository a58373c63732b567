package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.Phone.Manner;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import io.tollgate.phone.Sdps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What happens once is charged once, and what is refused at the door is not charged. */
class ChargedOnceIT {

  private static Call running(ChargedStage stage, Phone owner, Phone... others) {
    Call call = owner.convene(stage.factory(), others);
    assertThat(call.status()).isEqualTo(200);
    for (Phone other : others) {
      other.incoming().await("ACK");
    }
    Await.until(() -> stage.records().size() == others.length, "the set-up to be charged");
    return call;
  }

  private static Call latest(Phone phone) {
    return Objects.requireNonNull(phone.latest());
  }

  @Test
  void aGlareIsTriedAgainWithoutASecondCharge() {
    for (String profile : List.of("im", "cpm")) {
      try (ChargedStage stage = new ChargedStage("both", profile, Map.of());
          PhoneBank bank = new PhoneBank(stage.port())) {
        Phone bob = bank.phone("bob");
        Call call = running(stage, bank.phone("alice"), bob);
        Call bobs = latest(bob).changesGet(491);
        Request change = call.reinvite(Sdps.offer("alice", 2, "a=max-size:4096\r\n"));
        bobs.await("INVITE");
        bobs.changesGet(200);
        bobs.await("INVITE");
        assertThat(change.status()).isEqualTo(200);
        Await.until(() -> stage.records().size() == 2, "the change");
        call.bye();
        bobs.bye();
        stage.awaitAllClosed(1);
        assertThat(stage.records()).hasSize(3);
        assertThat(stage.credit()).hasSize(3);
      }
    }
  }

  @Test
  void anUpdateIsChargedLikeAReinvite() {
    for (String profile : List.of("im", "cpm")) {
      try (ChargedStage stage = new ChargedStage("both", profile, Map.of());
          PhoneBank bank = new PhoneBank(stage.port())) {
        Phone bob = bank.phone("bob");
        Call call = running(stage, bank.phone("alice"), bob);
        assertThat(call.update(Sdps.offer("alice", 2, "a=max-size:4096\r\n")).status())
            .isEqualTo(200);
        latest(bob).await("UPDATE");
        Await.until(() -> stage.records().size() == 2, "the change");
        call.bye();
        latest(bob).bye();
        stage.awaitAllClosed();
        assertThat(stage.credit()).hasSize(3);
      }
    }
  }

  /** RFC 3261 14.2: the ACK says what it is to be. */
  @Test
  void aChangeWithoutAnOfferIsChargedOnceWhateverItsAckSays() {
    for (String profile : List.of("im", "cpm")) {
      try (ChargedStage stage = new ChargedStage("both", profile, Map.of());
          PhoneBank bank = new PhoneBank(stage.port())) {
        Phone bob = bank.phone("bob");
        Call call = running(stage, bank.phone("alice"), bob);
        call.ack(call.reinvite("").answer(), Sdps.offer("alice", 2, "a=max-size:4096\r\n"));
        latest(bob).await("INVITE");
        latest(bob).await("ACK");
        call.bye();
        latest(bob).bye();
        stage.awaitAllClosed(1);
        assertThat(stage.records()).hasSize(3);
        assertThat(stage.credit()).hasSize(3);
      }
    }
  }

  @Test
  void whoeverComesAgainIsNotChargedAgain() {
    try (ChargedStage stage = new ChargedStage("both", "im", Map.of());
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone bob = bank.phone("bob");
      Call call = running(stage, bank.phone("alice"), bob);
      Call former = latest(bob);
      Call again = bob.call(call.remoteTarget());
      assertThat(again.status()).isEqualTo(200);
      former.await("BYE");
      again.bye();
      call.bye();
      stage.awaitAllClosed();
      assertThat(stage.credit()).first().isEqualTo("INITIAL 1");
      assertThat(stage.credit()).noneMatch(ccr -> ccr.contains(" 3"));
    }
  }

  @Test
  void limitsRefuseBeforeAnythingIsCharged() {
    try (ChargedStage stage =
            new ChargedStage(
                "both",
                "im",
                Map.of("conference.max-per-user", "1", "conference.max-participants", "3"));
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Phone carol = bank.phone("carol");
      Phone dave = bank.phone("dave");
      Call tooMany = alice.convene(stage.factory(), bob, carol, dave);
      assertThat(tooMany.status()).isEqualTo(413);
      assertThat(tooMany.answer().header("Warning")).startsWith("399 ");

      Call call = alice.convene(stage.factory(), bob, carol);
      assertThat(call.status()).isEqualTo(200);
      bob.incoming().await("ACK");
      carol.incoming().await("ACK");
      Await.until(() -> stage.ccrs().size() == 2, "the set-up to be charged");

      assertThat(alice.convene(stage.factory(), dave).status()).isGreaterThanOrEqualTo(400);
      assertThat(dave.call(call.remoteTarget()).status()).isEqualTo(486);

      assertThat(stage.ccrs()).hasSize(2);
      call.bye();
      latest(bob).bye();
      latest(carol).bye();
      stage.awaitAllClosed(1);
    }
  }

  @Test
  void invitationsThatComeTooFastAreRefusedUncharged() {
    try (ChargedStage stage =
            new ChargedStage("both", "im", Map.of("conference.invitations-per-second", "1"));
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone[] many = new Phone[30];
      for (int i = 0; i < many.length; i++) {
        many[i] = bank.phone("many" + i).manner(Manner.BUSY);
      }
      assertThat(bank.phone("alice").convene(stage.factory(), many).status()).isEqualTo(480);
      stage.awaitAllClosed();
      int asked = stage.ccrs().size();
      SipText refused = bank.phone("bob").convene(stage.factory(), many[0]).answer();
      assertThat(refused.startLine()).startsWith("SIP/2.0 503");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(stage.ccrs()).hasSize(asked);
    }
  }
}
