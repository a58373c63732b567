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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the one who acts does to the one who answers, for the caller as for the callee, over UDP and
 * TCP. After each call either side knows how it ended and nothing came that was not waited for;
 * after all of them every bill is closed, and no session is left.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EitherSide {
  private static final String AUDIO = "audio 4000 sendrecv";

  /** Who acts, and over what. */
  enum Cast {
    CALLER_UDP,
    CALLEE_UDP,
    CALLER_TCP,
    CALLEE_TCP;

    Transport transport() {
      return name().endsWith("TCP") ? Transport.TCP : Transport.UDP;
    }

    boolean callerActs() {
      return name().startsWith("CALLER");
    }
  }

  /** Two parties in a call; the first one acts. */
  private record Pair(Party acting, Party other, boolean callerActs) implements AutoCloseable {
    Party caller() {
      return callerActs ? acting : other;
    }

    Party callee() {
      return callerActs ? other : acting;
    }

    void establish(String... headers) {
      caller()
          .calls(callee(), Party.sdp(1, AUDIO), Party.sdp(1, "audio 5000 sendrecv"), headers);
    }

    /** Nothing is under way, and nothing came twice or uncalled for. */
    void rest() {
      assertThat(acting.unexpected(60)).isEmpty();
      assertThat(other.unexpected(0)).isEmpty();
    }

    @Override
    public void close() {
      acting.close();
      other.close();
    }
  }

  private final String mode;
  private final String profile;

  @SuppressWarnings("NullAway.Init") // before all tests
  private ChargedStage stage;

  EitherSide(String mode, String profile) {
    this.mode = mode;
    this.profile = profile;
  }

  @BeforeAll
  final void start() {
    stage = new ChargedStage(mode, profile, Map.of());
  }

  @AfterAll
  final void stop() {
    try (ChargedStage stopping = stage) {
      SipContainer sessions = stopping.application().sipContainer();
      assertThat(Await.within(Duration.ofSeconds(20), () -> sessions.liveSessions() == 0)).isTrue();
      stopping.awaitBillsClosed();
    }
  }

  private Pair pair(Cast cast) {
    Party caller = new Party("alice", cast.transport(), stage.port());
    Party callee = new Party("bob", cast.transport(), stage.port());
    return cast.callerActs() ? new Pair(caller, callee, true) : new Pair(callee, caller, false);
  }

  /** One change, from the request to the ACK on both sides; returns what the actor was told. */
  private static SipText change(Pair pair, String method, String offer, String answer) {
    Sent change = pair.acting().request(method, offer);
    SipText asked = pair.other().await(method);
    pair.other().answer(asked, "200 OK", answer);
    SipText told = pair.acting().await(200, change);
    if (method.equals("INVITE")) {
      pair.acting().ack(told, "");
      pair.other().await("ACK");
    }
    return told;
  }

  @ParameterizedTest
  @EnumSource
  void holdsAndResumes(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      for (int i = 2; i < 8; i += 2) {
        change(
            pair,
            "INVITE",
            Party.sdp(i, "audio 4000 sendonly"),
            Party.sdp(i, "audio 5000 recvonly"));
        change(
            pair,
            "INVITE",
            Party.sdp(i + 1, "audio 4000 sendrecv"),
            Party.sdp(i + 1, "audio 5000 sendrecv"));
      }
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  @ParameterizedTest
  @EnumSource
  void hangsUp(Cast cast) {
    for (int i = 0; i < 20; i++) {
      try (Pair pair = pair(cast)) {
        pair.establish();
        pair.acting().hangsUpOn(pair.other());
        pair.rest();
      }
    }
  }

}
