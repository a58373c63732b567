package io.tollgate.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.walk.party.Transport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// In the long version: now and then baresip leaves a first 200 without its ACK.
@EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
class CallsOfAgentsIT {

  @ParameterizedTest
  @CsvSource({"im,UDP", "cpm,TCP"})
  void eachCallsTheOther(String profile, Transport transport) {
    try (AgentHouse house = AgentHouse.open(profile, Map.of());
        Linphone linphone = Linphone.start("lin", transport, house.port());
        Baresip baresip = Baresip.start("bare", transport, house.port(), List.of(linphone.uri()))) {
      Bill lin = new Bill("lin");
      Bill bare = new Bill("bare");
      Conversation there = new Conversation(linphone, baresip, lin);
      Conversation back = new Conversation(baresip, linphone, bare);
      for (UserAgent ends : List.of(baresip, linphone)) {
        for (Conversation talk : List.of(there, back)) {
          talk.establish();
          talk.holdAndResume(linphone);
          talk.holdAndResume(baresip);
          talk.hangUp(ends);
        }
      }
      there.message("hello");
      there.message("hello again");
      back.message("hello");
      for (Conversation talk : List.of(there, back)) {
        talk.cancel();
        talk.refuse();
      }
      assertThat(house.differences(List.of(lin, bare)))
          .as(Views.ladder(baresip, linphone))
          .isEmpty();
      assertThat(Views.glares(baresip, linphone)).isEmpty();
    }
  }
}
