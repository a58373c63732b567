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
      for (UserAgent agent : List.of(linphone, baresip)) {
        assertThat(
                Await.within(
                    Duration.ofSeconds(10), () -> Views.count(agent, false, "INVITE") == 1))
            .as("the invitation of " + agent.user())
            .isTrue();
        Await.within(Duration.ofSeconds(5), () -> agent.state() == UserAgent.State.INCOMING);
        if (agent.state() == UserAgent.State.INCOMING) {
          agent.accept();
        }
      }
      linphone.call(conference.remoteTarget());
      baresip.call(conference.remoteTarget());
      Await.within(
          Duration.ofSeconds(5),
          () -> linphone.state() == UserAgent.State.IDLE && baresip.state() == UserAgent.State.IDLE);
      System.out.println(linphone.state() + " " + baresip.state());
      conference.bye().answer();
      carol.latest();
      System.out.println(Views.ladder(linphone, baresip));
      System.out.println(house.differences(List.of(new Bill("owner"), new Bill("lin"), new Bill("bare"))));
    }
  }
}
