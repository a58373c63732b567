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
 * Whoever rings for long says so once a minute, and the caller hears it each time: else a proxy on
 * its side gives the call up (RFC 3261 13.3.1.1, 16.8).
 */
class RingingAgainIT {
  private static final String SDP = Party.sdp(1, "audio 4000 sendrecv");

  @ParameterizedTest
  @EnumSource
  void isHeardAgain(Transport transport) {
    try (TollgateServer server = TollgateServer.start(Map.of());
        Party caller = new Party("alice", transport, server.sipPort());
        Party callee = new Party("bob", transport, server.sipPort())) {
      Sent sent = caller.invite(callee, SDP);
      SipText invite = callee.await("INVITE");
      for (int times = 1; times <= 3; times++) {
        callee.answer(invite, "180 Ringing", "");
        if (times == 1) {
          caller.await(180, sent);
        } else {
          int copies = times - 1;
          Await.until(() -> caller.repeated().size() == copies, "180 for the " + times + ". time");
        }
      }
      callee.answer(invite, "486 Busy Here", "");
      caller.ackRefusal(caller.await(486, sent), sent);
      callee.await("ACK");
      SipContainer sessions = server.application().sipContainer();
      assertThat(Await.within(Duration.ofSeconds(20), () -> sessions.liveSessions() == 0)).isTrue();
    }
  }

  /** The connection on which the call came has ended meanwhile, and nobody listens. */
  @ParameterizedTest
  @EnumSource(names = "TCP")
  void whereTheCallerIsGoneItEndsTheCall(Transport transport) {
    try (TollgateServer server = TollgateServer.start(Map.of());
        Party callee = new Party("bob", transport, server.sipPort())) {
      SipText invite;
      try (Party caller = new Party("alice", transport, server.sipPort())) {
        Sent sent = caller.invite(callee, SDP);
        invite = callee.await("INVITE");
        callee.answer(invite, "180 Ringing", "");
        caller.await(180, sent);
      }
      Await.until(
          () -> {
            callee.answer(invite, "180 Ringing", "");
            return callee.unexpected(100).stream()
                .anyMatch(message -> message.startLine().startsWith("CANCEL"));
          },
          "the call to be cancelled");
    }
  }
}
