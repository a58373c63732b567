package io.tollgate.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.dialog.Party.Sent;
import io.tollgate.sip.dialog.Wire.Transport;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Parties without session timers are refreshed by the server, on either side of it (RFC 4028 7.4).
 */
class OurRefreshIT {
  private static final String SDP = Party.sdp(1, "audio 4000 sendrecv");

  @ParameterizedTest
  @EnumSource
  void isAnsweredByBothAndTheCallGoesOn(Transport transport) {
    try (TollgateServer server =
            TollgateServer.start(
                Map.of("sip.session-expires", "2s", "sip.min-session-expires", "1s"));
        Party caller = new Party("alice", transport, server.sipPort());
        Party callee = new Party("bob", transport, server.sipPort())) {
      caller.calls(callee, SDP, SDP);
      for (int i = 0; i < 2; i++) {
        refreshed(caller);
        refreshed(callee);
      }
      Sent info = callee.request("INFO", "");
      caller.answer(caller.await("INFO"), "200 OK", "");
      callee.await(200, info);
      caller.hangsUpOn(callee);
      assertThat(caller.unexpected(60)).isEmpty();
      assertThat(callee.unexpected(0)).isEmpty();
      SipContainer sessions = server.application().sipContainer();
      assertThat(Await.within(Duration.ofSeconds(20), () -> sessions.liveSessions() == 0)).isTrue();
    }
  }

  private static void refreshed(Party party) {
    SipText refresh =
        party.await(message -> message.startLine().matches("(INVITE|UPDATE) .*"), "a refresh");
    boolean invite = refresh.startLine().startsWith("INVITE");
    party.answer(refresh, "200 OK", invite ? SDP : "");
    if (invite) {
      party.await("ACK");
    }
  }
}
