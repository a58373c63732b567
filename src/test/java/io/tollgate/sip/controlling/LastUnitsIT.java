package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.ocs.Units;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a user whose units end is told, and where they may still go, over SIP, MSRP and Diameter.
 */
class LastUnitsIT {
  private static final String NOBODY = "sip:anonymous@anonymous.invalid";

  private static LabConfig lastGrantOfTwo() {
    return LabConfig.ephemeral()
        .with("ocs.final.after", "1")
        .with("ocs.remaining-balance", "0.40")
        .with("ocs.low-balance", "true");
  }

  /** RFC 8506 5.6.2: the payer of a conference is sent to where they get new units; it goes on. */
  @Test
  void whoPaysForAConferenceIsReferredAndTheOthersStay() throws Exception {
    try (ChargedStage stage =
            new ChargedStage(
                "online",
                "im",
                Map.of(
                    "sip.advice-of-charge", "message",
                    "charging.rating", "group-session=2:service-specific:2"),
                lastGrantOfTwo().with("ocs.final.action", "REDIRECT"));
        PhoneBank bank = new PhoneBank(stage.port()).patience(60);
        MsrpAgent alices = MsrpAgent.onLoopback();
        MsrpAgent bobs = MsrpAgent.onLoopback()) {
      Phone bob = bank.phone("bob");
      Call call = bank.phone("alice").convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      assertThat(call.await("MESSAGE").body())
          .isEqualTo("remaining balance: 0.400000 EUR; the balance is low");
      alices.agree(call.answer().body(), true);
      Call bobsCall = bob.incoming();
      bobs.agree(bobsCall.invitation().body(), true);
      for (int message = 0; message < 2; message++) {
        bobs.awaitMessage(alices.send(hello()));
      }
      assertThat(call.await("REFER").header("Refer-To"))
          .isEqualTo("<sip:top-up@lab.tollgate.example>");
      assertThat(alices.ask(hello())).isEqualTo(403);
      assertThat(bobsCall.requests("BYE")).isEmpty();
      assertThat(bobsCall.requests("REFER")).isEmpty();
      assertThat(bobsCall.requests("MESSAGE")).isEmpty();
      call.bye();
      stage.awaitAllClosed();
    }
  }

  /** RFC 8506 5.6.3; TS 32.299 6.4.3: what the OCS says of money is told as the operator wants. */
  @Test
  void towardsAPermittedUriASessionGoesOnFreeOfCharge() throws Exception {
    try (ChargedStage stage =
            new ChargedStage(
                "online",
                "im",
                Map.of(
                    "sip.advice-of-charge", "header",
                    "charging.rating", "session=1:service-specific:2",
                    "charging.access-filters", "care=sip:care@*"),
                lastGrantOfTwo()
                    .with("ocs.final.action", "RESTRICT_ACCESS")
                    .with("ocs.final.filter", "care"));
        PhoneBank bank = new PhoneBank(stage.port()).patience(60);
        MsrpAgent alices = MsrpAgent.onLoopback();
        MsrpAgent theirs = MsrpAgent.onLoopback();
        MsrpAgent again = MsrpAgent.onLoopback();
        MsrpAgent bobs = MsrpAgent.onLoopback()) {
      Phone alice = bank.phone("alice");
      Phone care = bank.phone("care");
      Call call = alice.call(care.uri());
      assertThat(call.answer().header("Advice-Of-Charge"))
          .isEqualTo("remaining balance: 0.400000 EUR; the balance is low");
      SipText invitation = care.incoming().invitation();
      assertThat(invitation.headers("Advice-Of-Charge")).isEmpty();
      alices.agree(call.answer().body(), true);
      theirs.agree(invitation.body(), true);
      for (int message = 0; message < 5; message++) {
        assertThat(alices.ask(Outgoing.text("help"))).isEqualTo(200);
      }
      call.bye();

      Phone bob = bank.phone("bob");
      Call other = alice.call(bob.uri());
      assertThat(other.status()).isEqualTo(200);
      again.agree(other.answer().body(), true);
      bobs.agree(bob.incoming().invitation().body(), true);
      again.send(Outgoing.text("one"));
      again.send(Outgoing.text("two"));
      assertThat(other.await("BYE").header("Reason")).contains("402");
      stage.awaitAllClosed();
      assertThat(stage.lab().ocs().engine().sessions())
          .allSatisfy(
              session ->
                  assertThat(session.used().values())
                      .extracting(Units::messages)
                      .containsExactly(2L));
    }
  }

  private static Outgoing hello() {
    return Outgoing.cpim(NOBODY, NOBODY, "text/plain", new byte[] {'x'});
  }
}
