package io.tollgate.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.controlling.ChargedStage;
import io.tollgate.sip.dialog.Party.Sent;
import io.tollgate.sip.dialog.Wire.Transport;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A party whose connection is gone, and who takes no new one: whatever is to be sent to it then
 * ends the session on both sides, and the bill is closed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GonePartyIT {
  private static final String OFFER = Party.sdp(1, "audio 4000 sendrecv");
  private static final String ANSWER = Party.sdp(1, "audio 5000 sendrecv");

  @SuppressWarnings("NullAway.Init") // before all tests
  private ChargedStage stage;

  @SuppressWarnings("NullAway.Init") // before each test
  private Party caller;

  @SuppressWarnings("NullAway.Init") // before each test
  private Party callee;

  @BeforeAll
  void start() {
    stage = new ChargedStage("both", "im", Map.of("sip.ack-wait", "3s"));
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @BeforeEach
  void open() {
    caller = new Party("alice", Transport.TCP, stage.port());
    callee = new Party("bob", Transport.TCP, stage.port());
  }

  /** Nothing is left of the call, here or at the charging functions. */
  @AfterEach
  void everythingIsClosed() {
    caller.close();
    callee.close();
    SipContainer sessions = stage.application().sipContainer();
    assertThat(Await.within(Duration.ofSeconds(25), () -> sessions.liveSessions() == 0))
        .as("no session is left")
        .isTrue();
    stage.awaitBillsClosed();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theCallerIsGoneBeforeTheAnswer(boolean beforeRinging) {
    caller.invite(callee, OFFER);
    SipText invite = callee.await("INVITE");
    if (beforeRinging) {
      caller.close();
      callee.answer(invite, "180 Ringing", "");
    } else {
      callee.answer(invite, "180 Ringing", "");
      caller.await("SIP/2.0 180");
      caller.close();
    }
    callee.unexpected(200);
    hearsTheEnd(invite);
  }

  /** By CANCEL, or by ACK and BYE, whichever is due when the server notices. */
  private void hearsTheEnd(SipText invite) {
    callee.answer(invite, "200 OK", ANSWER);
    callee.await("ACK");
    callee.answer(callee.await("BYE"), "200 OK", "");
    for (SipText late : callee.unexpected(0)) {
      assertThat(late.startLine()).startsWith("CANCEL");
    }
  }

  /** RFC 3261 18.2.2: a new connection to where the request came from. */
  @Test
  void aCallerWhoseConnectionIsGoneIsAnsweredOnANewOne() {
    Sent sent = caller.invite(callee, OFFER);
    SipText invite = callee.await("INVITE");
    ((Wire.Streams) caller.wire()).disconnect();
    callee.answer(invite, "200 OK", ANSWER);
    caller.ack(caller.await(200, sent), "");
    callee.await("ACK");
    callee.hangsUpOn(caller);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVITE", "UPDATE", "BYE", "INFO"})
  void theCalleeIsGoneWhenTheCallerAsks(String method) {
    caller.calls(callee, OFFER, ANSWER);
    callee.close();
    remainingEnds(caller, method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVITE", "UPDATE", "BYE", "INFO"})
  void theCallerIsGoneWhenTheCalleeAsks(String method) {
    caller.calls(callee, OFFER, ANSWER);
    caller.close();
    remainingEnds(callee, method);
  }

  private static void remainingEnds(Party party, String method) {
    String sdp =
        method.equals("INVITE") || method.equals("UPDATE")
            ? Party.sdp(2, "audio 4000 sendonly")
            : "";
    Sent request = party.request(method, sdp);
    SipText answer =
        party.await(
            message ->
                message.startLine().startsWith("SIP/2.0")
                    && message.header("CSeq").equals(request.number() + " " + method),
            "an answer to " + method);
    if (method.equals("INVITE") && answer.startLine().startsWith("SIP/2.0 200")) {
      party.ack(answer, "");
    } else if (method.equals("INVITE")) {
      party.ackRefusal(answer, request);
    }
    if (!method.equals("BYE")) {
      party.answer(party.await("BYE"), "200 OK", "");
    }
  }
}
