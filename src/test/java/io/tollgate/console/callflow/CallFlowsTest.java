package io.tollgate.console.callflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallFlowsTest {

  @Test
  void theOldestSessionMakesRoomForANewOne() {
    CallFlows flows = new CallFlows(2, Clock.systemUTC());
    List.of("a", "b", "c").forEach(icid -> flows.note(icid, "sip", "tollgate", "invite", ""));
    assertThat(flows.latest(10)).extracting(CallFlow::icid).containsExactly("c", "b");
    assertThat(flows.of("a")).isEmpty();
  }

  @Test
  void aLongSessionKeepsItsBeginningAndItsEnd() {
    CallFlows flows = new CallFlows(1, Clock.systemUTC());
    for (int i = 0; i < 310; i++) {
      flows.note("a", "sip", "tollgate", "message", "no " + i);
    }
    CallFlow flow = flows.of("a").orElseThrow();
    assertThat(flow.size()).isEqualTo(300);
    assertThat(flow.latest().meaning()).isEqualTo("no 309");
    assertThat(flow.leftOut()).isEqualTo(10);
    assertThat(flow.beginning().get(149).meaning()).isEqualTo("no 149");
    assertThat(flow.end().get(0).meaning()).isEqualTo("no 160");
  }

  @Test
  void nothingIsRememberedWhenItIsOff() {
    CallFlows flows = new CallFlows(0, Clock.systemUTC());
    flows.note("a", "sip", "tollgate", "invite", "");
    assertThat(flows.latest(10)).isEmpty();
  }
}
