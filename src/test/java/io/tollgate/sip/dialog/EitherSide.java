package io.tollgate.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.controlling.ChargedStage;
import io.tollgate.sip.dialog.Party.Sent;
import io.tollgate.sip.dialog.Wire.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** The one who acts is at port 4000, whoever called. */
    void establish(String... headers) {
      establishWith(Party.sdp(1, AUDIO), Party.sdp(1, "audio 5000 sendrecv"), headers);
    }

    void establishWith(String actings, String others, String... headers) {
      caller()
          .calls(
              callee(), callerActs ? actings : others, callerActs ? others : actings, headers);
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


  private boolean answersInAdvance() {
    return switch (mode) {
      case "off" -> false;
      case "offline" -> profile.equals("im");
      default -> true;
    };
  }

  /** A client that holds as soon as the call, or the last change, is up. */
  @ParameterizedTest
  @EnumSource
  void changesAgainAtOnce(Cast cast) {
    for (String method : new String[] {"INVITE", "UPDATE"}) {
      try (Pair pair = pair(cast)) {
        pair.establish();
        Sent first = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
        SipText asked = pair.other().await("INVITE");
        if (!answersInAdvance()) {
          pair.other().answer(asked, "200 OK", Party.sdp(2, "audio 5000 recvonly"));
        }
        pair.acting().ack(pair.acting().await(200, first), "");
        Sent second = pair.acting().request(method, Party.sdp(3, "audio 4000 inactive"));
        if (answersInAdvance()) {
          assertThat(pair.other().unexpected(60)).isEmpty();
          pair.other().answer(asked, "200 OK", Party.sdp(2, "audio 5000 recvonly"));
        }
        pair.other().await("ACK");
        SipText askedAgain = pair.other().await(method);
        assertThat(askedAgain.body()).contains("a=inactive");
        pair.other().answer(askedAgain, "200 OK", Party.sdp(3, "audio 5000 inactive"));
        SipText told = pair.acting().await(200, second);
        assertThat(told.body()).contains("a=inactive");
        if (method.equals("INVITE")) {
          pair.acting().ack(told, "");
          pair.other().await("ACK");
        }
        pair.rest();
        pair.acting().hangsUpOn(pair.other());
        pair.rest();
      }
    }
  }

  /** ADR 0014: whoever was answered in advance is offered what the other then accepted. */
  @ParameterizedTest
  @EnumSource
  void addsMedia(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      String video = "video 4002 sendrecv";
      SipText told =
          change(
              pair,
              "INVITE",
              Party.sdp(2, AUDIO, video),
              Party.sdp(2, "audio 5000 sendrecv", "video 5002 sendrecv"));
      if (answersInAdvance()) {
        assertThat(Party.port(told, 1)).isZero();
        SipText offered = pair.acting().await("INVITE");
        assertThat(Party.port(offered, 1)).isEqualTo(5002);
        assertThat(Party.version(offered)).isGreaterThan(Party.version(told));
        pair.acting().answer(offered, "200 OK", Party.sdp(3, AUDIO, video));
        pair.acting().await("ACK");
      } else {
        assertThat(Party.port(told, 1)).isEqualTo(5002);
      }
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  /** What is accepted nowhere is offered to nobody again. */
  @ParameterizedTest
  @EnumSource
  void addsMediaInVain(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      SipText told =
          change(
              pair,
              "INVITE",
              Party.sdp(2, AUDIO, "video 4002 sendrecv"),
              Party.sdp(2, "audio 5000 sendrecv", "video 0 sendrecv"));
      assertThat(Party.port(told, 1)).isZero();
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  /** The one who added it does not want it any more: the one who took it hears of it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void addsMediaAndDeclinesIt(boolean refuses) {
    if (!answersInAdvance()) {
      return;
    }
    try (Pair pair = pair(refuses ? Cast.CALLEE_UDP : Cast.CALLER_TCP)) {
      pair.establish();
      change(
          pair,
          "INVITE",
          Party.sdp(2, AUDIO, "video 4002 sendrecv"),
          Party.sdp(2, "audio 5000 sendrecv", "video 5002 sendrecv"));
      SipText offered = pair.acting().await("INVITE");
      if (refuses) {
        pair.acting().answer(offered, "488 Not Acceptable Here", "");
      } else {
        pair.acting().answer(offered, "200 OK", Party.sdp(3, AUDIO, "video 0 sendrecv"));
      }
      pair.acting().await("ACK");
      SipText withdrawn = pair.other().await("INVITE");
      assertThat(Party.port(withdrawn, 0)).isEqualTo(4000);
      assertThat(Party.port(withdrawn, 1)).isZero();
      pair.other()
          .answer(withdrawn, "200 OK", Party.sdp(3, "audio 5000 sendrecv", "video 0 sendrecv"));
      pair.other().await("ACK");
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  @ParameterizedTest
  @EnumSource
  void removesMedia(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establishWith(
          Party.sdp(1, AUDIO, "video 4002 sendrecv"),
          Party.sdp(1, "audio 5000 sendrecv", "video 5002 sendrecv"));
      SipText told =
          change(
              pair,
              "INVITE",
              Party.sdp(2, AUDIO, "video 0 sendrecv"),
              Party.sdp(2, "audio 5000 sendrecv", "video 0 sendrecv"));
      assertThat(Party.port(told, 1)).isZero();
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  /** RFC 3261 14.2: the answer of whoever is asked is the offer, and the ACK the answer. */
  @ParameterizedTest
  @EnumSource
  void asksForAnOffer(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      Sent change = pair.acting().request("INVITE", "");
      if (answersInAdvance()) {
        pair.acting().ack(pair.acting().await(200, change), Party.sdp(2, "audio 4000 sendonly"));
        SipText asked = pair.other().await("INVITE");
        assertThat(asked.body()).contains("a=sendonly");
        pair.other().answer(asked, "200 OK", Party.sdp(2, "audio 5000 recvonly"));
        pair.other().await("ACK");
        // It was offered sendrecv and has taken less, which is no news to it.
        SipText told = pair.acting().await("INVITE");
        assertThat(told.body()).contains("a=recvonly");
        pair.acting().answer(told, "200 OK", Party.sdp(2, "audio 4000 sendonly"));
        pair.acting().await("ACK");
      } else {
        SipText asked = pair.other().await("INVITE");
        pair.other().answer(asked, "200 OK", Party.sdp(2, "audio 5000 sendrecv"));
        pair.acting().ack(pair.acting().await(200, change), Party.sdp(2, "audio 4000 sendonly"));
        assertThat(pair.other().await("ACK").body()).contains("a=sendonly");
      }
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedAChange(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
      pair.other().answer(pair.other().await("INVITE"), "488 Not Acceptable Here", "");
      pair.other().await("ACK");
      if (answersInAdvance()) {
        pair.acting().ack(pair.acting().await(200, change), "");
      } else {
        pair.acting().ackRefusal(pair.acting().await(488, change), change);
      }
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsWhatPasses(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      for (String method : new String[] {"INFO", "OPTIONS", "MESSAGE", "UPDATE", "INFO"}) {
        Sent request = pair.acting().request(method, "", "X-Mark: " + method);
        SipText passed = pair.other().await(method);
        assertThat(passed.header("X-Mark")).isEqualTo(method);
        pair.other().answer(passed, "200 OK", "");
        pair.acting().await(200, request);
      }
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  /** The same request once more gets the same answer, and the other side hears nothing of it. */
  @ParameterizedTest
  @EnumSource(names = {"CALLER_UDP", "CALLEE_UDP"})
  void repeatsItsRequest(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      Sent info = pair.acting().request("INFO", "");
      pair.acting().again(info);
      pair.other().answer(pair.other().await("INFO"), "200 OK", "");
      pair.acting().await(200, info);
      pair.acting().again(info);
      Await.until(() -> pair.acting().repeated().size() == 1, "the same answer once more");
      pair.rest();
      assertThat(pair.other().repeated()).isEmpty();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refreshesTheSession(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish("Supported: timer");
      String same = Party.sdp(1, AUDIO);
      String[] timer = {"Supported: timer", "Session-Expires: 1800;refresher=uac"};
      Sent refresh = pair.acting().request("INVITE", same, timer);
      pair.acting().ack(pair.acting().await(200, refresh), "");
      Sent update = pair.acting().request("UPDATE", "", timer);
      pair.acting().await(200, update);
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  @ParameterizedTest
  @EnumSource
  void hangsUpWhileTheOtherDoes(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      Sent bye = pair.acting().request("BYE", "");
      Sent crossing = pair.other().request("BYE", "");
      pair.acting().await(200, bye);
      pair.other()
          .await(
              answer -> answer.startLine().matches("SIP/2.0 (200|481) .*"),
              "an answer to the crossing BYE");
      assertThat(crossing.method()).isEqualTo("BYE");
      // Each may have crossed the server's own BYE, or have spared it.
      for (Party party : List.of(pair.acting(), pair.other())) {
        for (SipText late : party.unexpected(60)) {
          party.answer(party.await("BYE"), "200 OK", "");
          assertThat(late.startLine()).startsWith("BYE");
        }
      }
      pair.rest();
    }
  }

  /** RFC 3261 14.1: both parties change the session at once. */
  @ParameterizedTest
  @EnumSource
  void changesWhileTheOtherDoes(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
      SipText asked = pair.other().await("INVITE");
      Sent glare = pair.other().request("INVITE", Party.sdp(2, "audio 5000 sendonly"));
      pair.other().ackRefusal(pair.other().await(491, glare), glare);
      pair.other().answer(asked, "200 OK", Party.sdp(2, "audio 5000 recvonly"));
      pair.other().await("ACK");
      pair.acting().ack(pair.acting().await(200, change), "");
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  /** RFC 3261 13.2.2.4: each copy of a 2xx gets the ACK once more. */
  @ParameterizedTest
  @EnumSource
  void acceptsTwice(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      Sent change = pair.other().request("INVITE", Party.sdp(2, "audio 5000 sendonly"));
      SipText asked = pair.acting().await("INVITE");
      String answer = Party.sdp(2, "audio 4000 recvonly");
      pair.acting().answer(asked, "200 OK", answer);
      pair.acting().await("ACK");
      pair.other().ack(pair.other().await(200, change), "");
      pair.acting().forget();
      pair.acting().answer(asked, "200 OK", answer);
      pair.acting().await("ACK");
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  /** RFC 3261 13.3.1.4: a 2xx is repeated until the ACK is there, and then no more. */
  @ParameterizedTest
  @EnumSource
  void acknowledgesLate(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      pair.rest();
      Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
      pair.other().answer(pair.other().await("INVITE"), "200 OK", Party.sdp(2, "audio 5000 recvonly"));
      pair.other().await("ACK");
      SipText told = pair.acting().await(200, change);
      assertThat(Await.within(Duration.ofSeconds(5), () -> !pair.acting().repeated().isEmpty()))
          .as("a copy of the 2xx: " + pair.acting())
          .isTrue();
      pair.acting().ack(told, "");
      int copies = pair.acting().repeated().size();
      pair.acting().unexpected(1_200);
      assertThat(pair.acting().repeated()).hasSizeLessThanOrEqualTo(copies + 1);
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  /** One change after the other, each as soon as the last one is acknowledged. */
  @ParameterizedTest
  @EnumSource
  void changesWithoutAPause(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      for (int i = 2; i < 30; i++) {
        change(
            pair,
            "INVITE",
            Party.sdp(i, "audio 4000 " + (i % 2 == 0 ? "sendonly" : "sendrecv")),
            Party.sdp(i, "audio 5000 " + (i % 2 == 0 ? "recvonly" : "sendrecv")));
      }
      pair.acting().unexpected(1_200);
      assertThat(pair.acting().repeated()).isEmpty();
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }

  /** It changes nothing, whoever gives up what was accepted (RFC 3261 9.2). */
  @ParameterizedTest
  @EnumSource
  void givesUpWhatWasAnswered(Cast cast) {
    try (Pair pair = pair(cast)) {
      pair.establish();
      Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
      pair.other().answer(pair.other().await("INVITE"), "200 OK", Party.sdp(2, "audio 5000 recvonly"));
      pair.other().await("ACK");
      SipText told = pair.acting().await(200, change);
      pair.acting().cancel(change);
      pair.acting()
          .await(
              message ->
                  message.startLine().matches("SIP/2.0 (200|481) .*")
                      && message.header("CSeq").endsWith("CANCEL"),
              "an answer to the CANCEL");
      pair.acting().ack(told, "");
      pair.rest();
      pair.acting().hangsUpOn(pair.other());
      pair.rest();
    }
  }
}
