package io.tollgate.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.walk.party.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class RefreshesOfAgentsIT {
  private static final Map<String, String> SHORT =
      Map.of("sip.session-expires", "4s", "sip.min-session-expires", "1s");
  private static final String[] TIMER = {
    "session_expires_enabled=1", "session_expires_value=4", "session_expires_min_value=2",
  };

  /**
   * baresip knows no session timer, so it is asked by the server; linphone refreshes itself. In the
   * long version: now and then baresip leaves a first 200 over TCP without its ACK.
   */
  @Test
  @EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
  void callsOutliveTheirTimers() {
    try (AgentHouse house = AgentHouse.open("im", SHORT);
        Linphone linphone = Linphone.start("lin", Transport.UDP, house.port(), TIMER);
        Baresip baresip =
            Baresip.start("bare", Transport.TCP, house.port(), List.of(linphone.uri()))) {
      Bill lin = new Bill("lin");
      Bill bare = new Bill("bare");
      for (Conversation talk :
          List.of(
              new Conversation(linphone, baresip, lin),
              new Conversation(baresip, linphone, bare))) {
        talk.establish();
        talk.last(Duration.ofSeconds(6));
        talk.holdAndResume(baresip);
        talk.hangUp(linphone);
      }
      assertThat(Views.count(baresip, false, "INVITE")).isGreaterThan(2);
      assertThat(house.differences(List.of(lin, bare)))
          .as(Views.ladder(baresip, linphone))
          .isEmpty();
    }
  }

  /** Both want reliable provisionals and session timers. */
  @Test
  void twoOfAKindAcknowledgeProvisionalsAndRefresh() {
    String[] settings = {
      TIMER[0], TIMER[1], TIMER[2], "100rel=1", "100rel_support_level=2",
    };
    try (AgentHouse house = AgentHouse.open("cpm", SHORT);
        Linphone alice = Linphone.start("alice", Transport.UDP, house.port(), settings);
        Linphone bob = Linphone.start("bob", Transport.TCP, house.port(), settings)) {
      Bill bill = new Bill("alice");
      Conversation talk = new Conversation(alice, bob, bill);
      talk.establish();
      talk.last(Duration.ofSeconds(6));
      talk.holdAndResume(alice);
      talk.holdAndResume(bob);
      talk.hangUp(bob);
      talk.cancel();
      talk.refuse();
      assertThat(Views.count(bob, false, "PRACK")).as(Views.ladder(alice, bob)).isEqualTo(3);
      assertThat(house.differences(List.of(bill))).as(Views.ladder(alice, bob)).isEmpty();
    }
  }
}
