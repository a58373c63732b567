package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 12.2.1.2: who answers so knows nothing of the dialog any more. */
class RefusedRefreshIT extends RawCallFixture {

  RefusedRefreshIT() {
    super(Map.of("sip.session-expires", "2s", "sip.min-session-expires", "1s"));
  }

  /** That nothing is left of it, the fixture awaits at its end. */
  @ParameterizedTest
  @ValueSource(strings = {"408 Request Timeout", "481 Call/Transaction Does Not Exist"})
  void endsTheCallOnTheOtherSide(String status) {
    call.establish();

    SipText refresh =
        callee.await(
            message -> message.startLine().matches("(UPDATE|INVITE) .*"), "a session refresh");
    callee.answer(refresh, status, "");

    SipText bye = caller.await("BYE");
    assertThat(bye.header("Reason")).isNotNull();
    caller.answer(bye, "200 OK", "");
  }
}
