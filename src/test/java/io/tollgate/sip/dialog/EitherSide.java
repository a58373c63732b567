package io.tollgate.sip.dialog;

import static io.tollgate.sip.dialog.Pair.AUDIO;
import static io.tollgate.sip.dialog.Pair.OTHERS_AUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.controlling.ChargedStage;
import io.tollgate.sip.dialog.Party.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What the one who acts does to the one who answers, for the caller as for the callee, over each
 * transport. After each call either side knows how it ended, and nothing came that was not waited
 * for; after all of them every bill is closed, and no session is left.
 *
 * <p>What charging has no say in is done without charging only, and with charging by one cast of
 * each side; everything by everybody with {@code -Dtollgate.long=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EitherSide {
  private static final boolean LONG = Boolean.getBoolean("tollgate.long");
  private static final String VIDEO = "video 4002 sendrecv";
  private static final String OTHERS_VIDEO = "video 5002 sendrecv";

  private final String mode;
  private final String profile;
  private final List<DynamicContainer> started = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // before all tests
  private ChargedStage stage;

  @SuppressWarnings("NullAway.Init") // before all tests
  private AllAtOnce calls;

  EitherSide(String mode, String profile) {
    this.mode = mode;
    this.profile = profile;
  }

  @BeforeAll
  final void start() {
    // Every pair has its connections, all of them from one address.
    stage = new ChargedStage(mode, profile, Map.of("container.sip-connections-per-source", "1000"));
    calls = new AllAtOnce(stage::port);
  }

  @AfterAll
  final void stop() {
    calls.close();
    stage.close();
  }

  @TestFactory
  Stream<DynamicNode> whoeverActs() {
    // The long ones first.
    call("changes without a pause", this::changesWithoutAPause);
    call("acknowledges late", this::acknowledgesLate);
    inACall("holds and resumes", this::holdsAndResumes);
    inACall("holds one who says the same to everything", this::holdsOneWhoSaysTheSame);
    inACall("changes again at once", pair -> changesAgainAtOnce(pair, "INVITE"));
    inACall("updates at once after a change", pair -> changesAgainAtOnce(pair, "UPDATE"));
    inACall("adds media", this::addsMedia);
    inACall("asks for an offer", this::asksForAnOffer);
    inACall("is refused a change", this::isRefusedAChange);
    inACall("changes while the other does", this::changesWhileTheOtherDoes);
    inACall("gives up what was answered", this::givesUpWhatWasAnswered);
    call("refreshes the session", this::refreshesTheSession);
    started.add(
        calls.start(
            "hangs up while the other does",
            10,
            List.of(Cast.values()),
            this::hangsUpWhileTheOtherDoes));
    call("is forked", this::isForked);
    call("rings reliably", this::ringsReliably);
    call("gives up a call", this::givesUpACall);
    if (answersInAdvance()) {
      inACall("adds media and declines it", this::addsMediaAndDeclinesIt);
      inACall("adds media and refuses it", this::addsMediaAndRefusesIt);
    } else {
      inACall("gives up a change", this::givesUpAChange);
      inACall("gives up a change that is accepted", this::givesUpAChangeThatIsAccepted);
    }
    if (mode.equals("off") || LONG) {
      started.add(calls.start("hangs up", 10, List.of(Cast.values()), this::hangsUp));
      started.add(
          calls.start("hangs up and again", 5, List.of(Cast.values()), this::hangsUpAndAgain));
      inACall("adds media in vain", this::addsMediaInVain);
      call("removes media", this::removesMedia);
      inACall("sends what passes", this::sendsWhatPasses);
      inACall("repeats its request", this::repeatsItsRequest);
      inACall("accepts twice", this::acceptsTwice);
      inACall("answers what was lost once", this::answersWhatWasLostOnce);
    }
    return Stream.concat(started.stream(), afterwards());
  }

  /** Whatever is to be done between the first ACK and the BYE. */
  private void inACall(String name, Consumer<Pair> steps) {
    call(
        name,
        pair -> {
          pair.establish();
          steps.accept(pair);
          pair.rest();
          pair.hangUp();
        });
  }

  private void call(String name, Consumer<Pair> steps) {
    List<Cast> casts =
        mode.equals("off") || LONG
            ? List.of(Cast.values())
            : List.of(Cast.CALLER_UDP, Cast.CALLEE_UDP, Cast.CALLEE_TCP);
    started.add(calls.start(name, 1, casts, steps));
  }

  private Stream<DynamicNode> afterwards() {
    SipContainer sessions = stage.application().sipContainer();
    return Stream.of(
        dynamicTest(
            "no session is left",
            () ->
                assertThat(Await.within(Duration.ofSeconds(60), () -> sessions.liveSessions() == 0))
                    .isTrue()),
        dynamicTest("every bill is closed", this::everyBillIsClosed),
        dynamicTest("nothing came uncalled for", calls::nothingCameUncalledFor));
  }

  private void everyBillIsClosed() {
    boolean everyCallHasOne = mode.equals("offline") || mode.equals("both");
    if (everyCallHasOne && !LONG) {
      stage.awaitAllClosed(calls.over());
    } else {
      stage.awaitBillsClosed();
    }
  }

  private boolean answersInAdvance() {
    return switch (mode) {
      case "off" -> false;
      case "offline" -> profile.equals("im");
      default -> true;
    };
  }

  private void hangsUp(Pair pair) {
    pair.establish();
    pair.hangUp();
  }

  /** What it repeats gets the same answer once more, though the call is over. */
  private void hangsUpAndAgain(Pair pair) {
    pair.establish();
    Sent bye = pair.acting().request("BYE", "");
    pair.other().answer(pair.other().await("BYE"), "200 OK", "");
    pair.acting().await(200, bye);
    if (!pair.acting().isReachedOverTcp()) {
      repeats(pair, bye);
    }
  }

  private void holdsAndResumes(Pair pair) {
    for (int i = 2; i < 6; i += 2) {
      pair.change(
          "INVITE", Party.sdp(i, "audio 4000 sendonly"), Party.sdp(i, "audio 5000 recvonly"));
      pair.change("INVITE", Party.sdp(i + 1, AUDIO), Party.sdp(i + 1, OTHERS_AUDIO));
    }
  }

  /** RFC 3264 6.1: it takes what it is offered, so that there is nothing to tell of it. */
  private void holdsOneWhoSaysTheSame(Pair pair) {
    pair.change("INVITE", Party.sdp(2, "audio 4000 sendonly"), Party.sdp(2, OTHERS_AUDIO));
  }

  /** A client that holds as soon as the call, or the last change, is up. */
  private void changesAgainAtOnce(Pair pair, String method) {
    Sent first = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
    SipText asked = pair.other().await("INVITE");
    if (!answersInAdvance()) {
      pair.other().answer(asked, "200 OK", Party.sdp(2, "audio 5000 recvonly"));
    }
    pair.acting().ack(pair.acting().await(200, first), "");
    Sent second = pair.acting().request(method, Party.sdp(3, "audio 4000 inactive"));
    if (answersInAdvance()) {
      // The other side is not asked before it is done with the first.
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
  }

  /** ADR 0014: whoever was answered in advance is offered what the other then accepted. */
  private void addsMedia(Pair pair) {
    SipText told = addsVideo(pair, OTHERS_VIDEO);
    if (answersInAdvance()) {
      assertThat(Party.port(told, 1)).isZero();
      SipText offered = pair.acting().await("INVITE");
      assertThat(Party.port(offered, 1)).isEqualTo(5002);
      assertThat(Party.version(offered)).isGreaterThan(Party.version(told));
      pair.acting().answer(offered, "200 OK", Party.sdp(3, AUDIO, VIDEO));
      pair.acting().await("ACK");
    } else {
      assertThat(Party.port(told, 1)).isEqualTo(5002);
    }
  }

  private static SipText addsVideo(Pair pair, String taken) {
    return pair.change("INVITE", Party.sdp(2, AUDIO, VIDEO), Party.sdp(2, OTHERS_AUDIO, taken));
  }

  /** What is accepted nowhere is offered to nobody again. */
  private void addsMediaInVain(Pair pair) {
    assertThat(Party.port(addsVideo(pair, "video 0 sendrecv"), 1)).isZero();
  }

  /** The one who added it does not want it any more: the one who took it hears of it. */
  private void addsMediaAndDeclinesIt(Pair pair) {
    addsVideo(pair, OTHERS_VIDEO);
    pair.acting()
        .answer(pair.acting().await("INVITE"), "200 OK", Party.sdp(3, AUDIO, "video 0 sendrecv"));
    videoIsWithdrawn(pair);
  }

  private void addsMediaAndRefusesIt(Pair pair) {
    addsVideo(pair, OTHERS_VIDEO);
    pair.acting().answer(pair.acting().await("INVITE"), "488 Not Acceptable Here", "");
    videoIsWithdrawn(pair);
  }

  private static void videoIsWithdrawn(Pair pair) {
    pair.acting().await("ACK");
    SipText withdrawn = pair.other().await("INVITE");
    assertThat(Party.port(withdrawn, 0)).isEqualTo(4000);
    assertThat(Party.port(withdrawn, 1)).isZero();
    pair.other().answer(withdrawn, "200 OK", Party.sdp(3, OTHERS_AUDIO, "video 0 sendrecv"));
    pair.other().await("ACK");
  }

  private void removesMedia(Pair pair) {
    pair.establishWith(Party.sdp(1, AUDIO, VIDEO), Party.sdp(1, OTHERS_AUDIO, OTHERS_VIDEO));
    SipText told =
        pair.change(
            "INVITE",
            Party.sdp(2, AUDIO, "video 0 sendrecv"),
            Party.sdp(2, OTHERS_AUDIO, "video 0 sendrecv"));
    assertThat(Party.port(told, 1)).isZero();
    pair.rest();
    pair.hangUp();
  }

  /** RFC 3261 14.2: the answer of whoever is asked is the offer, and the ACK the answer. */
  private void asksForAnOffer(Pair pair) {
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
      pair.other().answer(asked, "200 OK", Party.sdp(2, OTHERS_AUDIO));
      pair.acting().ack(pair.acting().await(200, change), Party.sdp(2, "audio 4000 sendonly"));
      assertThat(pair.other().await("ACK").body()).contains("a=sendonly");
    }
  }

  private void isRefusedAChange(Pair pair) {
    Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
    pair.other().answer(pair.other().await("INVITE"), "488 Not Acceptable Here", "");
    pair.other().await("ACK");
    if (answersInAdvance()) {
      pair.acting().ack(pair.acting().await(200, change), "");
    } else {
      pair.acting().ackRefusal(pair.acting().await(488, change), change);
    }
  }

  private void sendsWhatPasses(Pair pair) {
    for (String method : new String[] {"INFO", "OPTIONS", "MESSAGE", "UPDATE", "INFO"}) {
      Sent request = pair.acting().request(method, "", "X-Mark: " + method);
      SipText passed = pair.other().await(method);
      assertThat(passed.header("X-Mark")).isEqualTo(method);
      pair.other().answer(passed, "200 OK", "");
      pair.acting().await(200, request);
    }
  }

  /**
   * Over UDP the same request once more gets the same answer, and the other side hears nothing of
   * it; over TCP nobody repeats anything.
   */
  private void repeatsItsRequest(Pair pair) {
    if (pair.acting().isReachedOverTcp()) {
      return;
    }
    for (String method : new String[] {"INFO", "UPDATE", "MESSAGE"}) {
      Sent request = pair.acting().request(method, "");
      pair.other().answer(pair.other().await(method), "200 OK", "");
      pair.acting().await(200, request);
      repeats(pair, request);
    }
    Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
    SipText asked = pair.other().await("INVITE");
    pair.acting().again(change);
    pair.other().answer(asked, "200 OK", Party.sdp(2, "audio 5000 recvonly"));
    pair.other().await("ACK");
    SipText told = pair.acting().await(200, change);
    pair.acting().again(change);
    pair.acting().ack(told, "");
    pair.acting().again(change);
  }

  /** As a client does that hears nothing (RFC 3261 17.1.2.2): one copy may cross the answer. */
  private static void repeats(Pair pair, Sent request) {
    int answers = pair.acting().repeated().size();
    for (int i = 0; i < 40 && pair.acting().repeated().size() == answers; i++) {
      pair.acting().again(request);
      Await.within(Duration.ofMillis(500), () -> pair.acting().repeated().size() > answers);
    }
    assertThat(pair.acting().repeated()).as("the same answer").hasSizeGreaterThan(answers);
  }

  /** RFC 3261 17.1: over UDP it is sent again, and over TCP it is not lost. */
  private void answersWhatWasLostOnce(Pair pair) {
    if (pair.other().isReachedOverTcp()) {
      return;
    }
    pair.other().loses("INFO");
    pair.rest();
    pair.other().loses("INVITE");
    pair.change("INVITE", Party.sdp(2, "audio 4000 sendonly"), Party.sdp(2, "audio 5000 recvonly"));
    pair.other().loses("BYE");
  }

  private void refreshesTheSession(Pair pair) {
    pair.establish("Supported: timer");
    String same = Party.sdp(1, AUDIO);
    String[] timer = {"Supported: timer", "Session-Expires: 1800;refresher=uac"};
    Sent refresh = pair.acting().request("INVITE", same, timer);
    pair.acting().ack(pair.acting().await(200, refresh), "");
    Sent update = pair.acting().request("UPDATE", "", timer);
    pair.acting().await(200, update);
    pair.rest();
    pair.hangUp();
  }

  /** Each may have crossed the server's own BYE, or have spared it. */
  private void hangsUpWhileTheOtherDoes(Pair pair) {
    pair.establish();
    List<Party> both = List.of(pair.acting(), pair.other());
    both.forEach(party -> party.answersAtOnce("BYE"));
    both.forEach(party -> party.request("BYE", ""));
    for (Party party : both) {
      party.await(
          answer -> answer.startLine().matches("SIP/2.0 (200|481) .*"), "an answer to its BYE");
    }
  }

  /** RFC 3261 14.1: both parties change the session at once. */
  private void changesWhileTheOtherDoes(Pair pair) {
    Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
    SipText asked = pair.other().await("INVITE");
    Sent glare = pair.other().request("INVITE", Party.sdp(2, "audio 5000 sendonly"));
    pair.other().ackRefusal(pair.other().await(491, glare), glare);
    pair.other().answer(asked, "200 OK", Party.sdp(2, "audio 5000 recvonly"));
    pair.other().await("ACK");
    pair.acting().ack(pair.acting().await(200, change), "");
  }

  /** RFC 3261 13.2.2.4: each copy of a 2xx gets the ACK once more. */
  private void acceptsTwice(Pair pair) {
    Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
    SipText asked = pair.other().await("INVITE");
    String answer = Party.sdp(2, "audio 5000 recvonly");
    pair.other().answer(asked, "200 OK", answer);
    pair.other().await("ACK");
    pair.acting().ack(pair.acting().await(200, change), "");
    pair.other().forget();
    pair.other().answer(asked, "200 OK", answer);
    pair.other().await("ACK");
  }

  /** RFC 3261 13.3.1.4: a 2xx is repeated until the ACK is there. */
  private void acknowledgesLate(Pair pair) {
    pair.establish();
    pair.rest();
    SipText told = acceptedChange(pair, 2);
    awaitCopy(pair, pair.acting().repeated().size());
    pair.acting().ack(told, "");
    staysQuiet(pair);
    pair.hangUp();
  }

  private static SipText acceptedChange(Pair pair, int version) {
    Sent change = pair.acting().request("INVITE", Party.sdp(version, "audio 4000 sendonly"));
    SipText asked = pair.other().await("INVITE");
    pair.other().answer(asked, "200 OK", Party.sdp(version, "audio 5000 recvonly"));
    pair.other().await("ACK");
    return pair.acting().await(200, change);
  }

  private static void awaitCopy(Pair pair, int copies) {
    assertThat(Await.within(Duration.ofSeconds(20), () -> pair.acting().repeated().size() > copies))
        .as("the same answer once more: " + pair.acting())
        .isTrue();
  }

  /** Longer than the next copy of anything that was not acknowledged a second ago would take. */
  private static void staysQuiet(Pair pair) {
    pair.rest();
    int copies = pair.acting().repeated().size();
    pair.acting().unexpected(2_200);
    assertThat(pair.acting().repeated()).as("copies of what is acknowledged").hasSize(copies);
  }

  /**
   * One change after the other, each as soon as the last one is acknowledged; an ACK that is faster
   * than the server's note of its 2xx takes nothing from the next.
   */
  private void changesWithoutAPause(Pair pair) {
    pair.establish();
    for (int i = 2; i < 30; i += 2) {
      pair.change(
          "INVITE", Party.sdp(i, "audio 4000 sendonly"), Party.sdp(i, "audio 5000 recvonly"));
      pair.change("INVITE", Party.sdp(i + 1, AUDIO), Party.sdp(i + 1, OTHERS_AUDIO));
    }
    staysQuiet(pair);
    SipText told = acceptedChange(pair, 30);
    awaitCopy(pair, pair.acting().repeated().size());
    pair.acting().ack(told, "");
    pair.rest();
    pair.hangUp();
  }

  /** It changes nothing, whoever gives up what was accepted (RFC 3261 9.2). */
  private void givesUpWhatWasAnswered(Pair pair) {
    Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
    pair.other()
        .answer(pair.other().await("INVITE"), "200 OK", Party.sdp(2, "audio 5000 recvonly"));
    pair.other().await("ACK");
    SipText told = pair.acting().await(200, change);
    pair.acting().cancel(change);
    isToldOfItsCancel(pair, "200|481");
    pair.acting().ack(told, "");
  }

  private static void isToldOfItsCancel(Pair pair, String statuses) {
    pair.acting()
        .await(
            message ->
                message.startLine().matches("SIP/2.0 (" + statuses + ") .*")
                    && message.header("CSeq").endsWith("CANCEL"),
            statuses + " to the CANCEL");
  }

  private static void cancels(Pair pair, Sent change) {
    pair.acting().cancel(change);
    isToldOfItsCancel(pair, "200");
    pair.acting().ackRefusal(pair.acting().await(487, change), change);
  }

  /** Its 487 is there, and the other side gives up the change too. */
  private void givesUpAChange(Pair pair) {
    Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
    SipText asked = pair.other().await("INVITE");
    pair.other().answer(asked, "100 Trying", "");
    cancels(pair, change);
    pair.other().answer(pair.other().await("CANCEL"), "200 OK", "");
    // The next one comes before the other side is done with the last.
    Sent next = pair.acting().request("INVITE", Party.sdp(3, "audio 4000 inactive"));
    pair.other().answer(asked, "487 Request Terminated", "");
    pair.other().await("ACK");
    pair.other()
        .answer(pair.other().await("INVITE"), "200 OK", Party.sdp(2, "audio 5000 inactive"));
    pair.other().await("ACK");
    pair.acting().ack(pair.acting().await(200, next), "");
  }

  /** RFC 3261 9.1: the callee hears of it once it has said anything, be it only 100. */
  private void givesUpACall(Pair pair) {
    Sent invite = pair.caller().invite(pair.callee(), Party.sdp(1, AUDIO));
    SipText asked = pair.callee().await("INVITE");
    pair.caller().await(200, pair.caller().cancel(invite));
    SipText refusal = pair.caller().await(487, invite);
    pair.caller().ackRefusal(refusal, invite);
    assertThat(pair.callee().unexpected(0)).as("no CANCEL before an answer").isEmpty();
    pair.callee().answer(asked, "100 Trying", "");
    pair.callee().answer(pair.callee().await("CANCEL"), "200 OK", "");
    pair.callee().answer(asked, "487 Request Terminated", "");
    pair.callee().await("ACK");
  }

  /**
   * RFC 3261 9.1: the other side's acceptance was the first answer, so that there is no CANCEL; it
   * is told what holds after all.
   */
  private void givesUpAChangeThatIsAccepted(Pair pair) {
    Sent change = pair.acting().request("INVITE", Party.sdp(2, "audio 4000 sendonly"));
    SipText asked = pair.other().await("INVITE");
    cancels(pair, change);
    pair.other().answer(asked, "200 OK", Party.sdp(2, "audio 5000 recvonly"));
    pair.other().await("ACK");
    SipText former = pair.other().await("INVITE");
    assertThat(former.body()).contains("m=audio 4000", "a=sendrecv");
    assertThat(Party.version(former)).isGreaterThan(2);
    pair.other().answer(former, "200 OK", Party.sdp(3, OTHERS_AUDIO));
    pair.other().await("ACK");
  }

  /** RFC 3261 13.2.2.4: two devices accept; the call is with the first, the second hears BYE. */
  private void isForked(Pair pair) {
    Sent invite = pair.caller().invite(pair.callee(), Party.sdp(1, AUDIO));
    SipText asked = pair.callee().await("INVITE");
    pair.callee().answer(asked, "200 OK", Party.sdp(1, OTHERS_AUDIO));
    SipText told = pair.caller().await(200, invite);
    pair.callee().answerOnABranch(asked, "200 OK", Party.sdp(1, "audio 5010 sendrecv"));
    pair.caller().ack(told, "");
    pair.callee().await("ACK");
    pair.callee().await("ACK");
    pair.callee().answer(pair.callee().await("BYE"), "200 OK", "");
    pair.rest();
    pair.hangUp();
  }

  /** RFC 3262, before the call is up and in it. */
  private void ringsReliably(Pair pair) {
    Sent invite = pair.caller().invite(pair.callee(), Party.sdp(1, AUDIO), "Supported: 100rel");
    SipText asked = pair.callee().await("INVITE");
    pair.callee().answer(asked, "183 Session Progress", "", "Require: 100rel", "RSeq: 71");
    SipText progress = pair.caller().await(183, invite);
    pair.caller().learn(progress);
    Sent prack =
        pair.caller()
            .request(
                "PRACK", "", "RAck: " + progress.header("RSeq") + " " + progress.header("CSeq"));
    SipText acknowledged = pair.callee().await("PRACK");
    assertThat(acknowledged.header("RAck")).startsWith("71 ");
    pair.callee().answer(acknowledged, "200 OK", "");
    pair.caller().await(200, prack);
    pair.callee().answer(asked, "200 OK", Party.sdp(1, OTHERS_AUDIO));
    pair.caller().ack(pair.caller().await(200, invite), "");
    pair.callee().await("ACK");
    pair.rest();
    pair.hangUp();
  }
}
