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
    assertThat(CallFlowPage.text(flow))
        .containsSubsequence("no 0", "no 149", "... 10 entries left out", "no 160", "no 309")
        .doesNotContain("no 155");
  }

  @Test
  void nothingIsRememberedWhenItIsOff() {
    CallFlows flows = new CallFlows(0, Clock.systemUTC());
    flows.note("a", "sip", "tollgate", "invite", "");
    assertThat(flows.latest(10)).isEmpty();
  }

  @Test
  void thePageMasksIdentitiesAndEscapesWhatCameFromOutside() {
    CallFlows flows = new CallFlows(1, Clock.systemUTC());
    flows.note("<script>", "sip", "tollgate", "invite", "from sip:alice@example.com");
    String page = CallFlowPage.one(flows.of("<script>").orElseThrow());
    assertThat(page).contains("sip:al***@example.com").doesNotContain("<script>");
    assertThat(CallFlowPage.list(List.of("server ready"), flows.latest(1)))
        .contains("%3Cscript%3E");
  }
}
