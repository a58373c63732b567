package io.tollgate.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.walk.party.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A conference carries messages by MSRP, of which neither agent knows anything. */
class AgentsInConferencesIT {

  @Test
  void whoCanNotTakePartIsRefusedOrRefusesAndTheOthersStay() {
    try (AgentHouse house = AgentHouse.open("im", Map.of());
        PhoneBank bank = new PhoneBank(house.port());
        Linphone linphone = Linphone.start("lin", Transport.UDP, house.port());
        Baresip baresip =
            Baresip.start("bare", Transport.TCP, house.port(), List.of(linphone.uri()))) {
      Phone owner = bank.phone("owner");
      Phone carol = bank.phone("carol");
      Call conference =
          owner.convene(
              "sip:conference-factory@127.0.0.1:" + house.port(),
              List.of(carol.uri(), linphone.uri(), baresip.uri()));
      assertThat(conference.status()).isEqualTo(200);
      carol.incoming();
      long began = System.nanoTime();
      for (UserAgent agent : List.of(linphone, baresip)) {
        await("the invitation", agent, () -> has(agent, true, 488));
        agent.call(conference.remoteTarget());
        await("the refusal", agent, () -> has(agent, false, 488));
        await("peace", agent, () -> Views.open(agent).isEmpty());
        assertThat(Views.count(agent, false, "INVITE")).isEqualTo(1);
        assertThat(Views.count(agent, false, "BYE")).isZero();
      }
      assertThat(conference.requests("BYE")).isEmpty();
      conference.bye().answer();
      Bill bill = new Bill("owner");
      bill.call(0, (System.nanoTime() - began) / 1e9);
      assertThat(house.unpaid(List.of(bill, new Bill("lin"), new Bill("bare"))))
          .as(Views.ladder(linphone, baresip))
          .isEmpty();
    }
  }

  private static boolean has(UserAgent agent, boolean sent, int status) {
    return agent.seen().stream().anyMatch(seen -> seen.sent() == sent && seen.isStatus(status));
  }

  private static void await(String what, UserAgent agent, BooleanSupplier condition) {
    assertThat(Await.within(Duration.ofSeconds(20), condition))
        .as(what + "\n" + Views.ladder(agent))
        .isTrue();
  }
}
