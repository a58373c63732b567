package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LongestCallIT extends RawCallFixture {

  LongestCallIT() {
    super(Map.of("sip.max-duration", "1s"));
  }

  @Test
  void isEndedOnBothSidesAndSaysWhy() {
    call.establish();

    SipText bye = callee.await("BYE");
    assertThat(bye.header("Reason")).contains("session limit");
    callee.answer(bye, "200 OK", "");
    SipText other = caller.await("BYE");
    assertThat(other.header("Reason")).contains("session limit");
    caller.answer(other, "200 OK", "");
  }
}
