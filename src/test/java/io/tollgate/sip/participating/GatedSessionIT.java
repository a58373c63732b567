package io.tollgate.sip.participating;

import static io.tollgate.charging.flow.Charging.OFFLINE;
import static io.tollgate.charging.flow.Charging.ONLINE;
import static io.tollgate.charging.flow.Step.ANSWER_ORIGINATOR;
import static io.tollgate.charging.flow.Step.CHARGE_OFFLINE;
import static io.tollgate.charging.flow.Step.CHARGE_ONLINE;
import static io.tollgate.charging.flow.Step.FORWARD;
import static io.tollgate.charging.record.ServiceProfile.CPM;
import static io.tollgate.charging.record.ServiceProfile.IM;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.Access;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.launcher.ContainerOptions;
import io.tollgate.launcher.EmbeddedContainer;
import io.tollgate.sip.participating.ScriptedCharging.Charge;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The order of charging and signalling, as flows and verdicts make it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatedSessionIT {
  private static final int SILENCE_MILLIS = 200;
  private final ScriptedCharging charging = new ScriptedCharging();
  private EmbeddedContainer container;
  private RawUa caller;
  private RawUa callee;
  private RawCall call;
  private int notifies;

  @BeforeAll
  void start() {
    ContainerOptions usual = TollgateServer.options(Map.of());
    container =
        EmbeddedContainer.start(
            ContainerOptions.onLoopback(
                    usual.workDirectory(), Path.of("src", "test", "webapps", "scripted"))
                .withSharedClasses()
                .withAttribute(ScriptedCharging.ATTRIBUTE, charging));
  }

  @AfterAll
  void stop() {
    try (EmbeddedContainer stopping = container) {
      Await.until(
          () -> ScriptedServlet.liveSessions(stopping.servletContext()) == 0, "sessions to end");
    }
  }

  @BeforeEach
  void open() {
    charging.reset();
    caller = new RawUa(container.sipPort());
    callee = new RawUa(container.sipPort());
    call = new RawCall(caller, callee);
  }

  @AfterEach
  void close() {
    caller.close();
    callee.close();
  }

  private void gateInitiation() {
    charging.flow(IM, ONLINE, Procedure.INITIATE_ONE_TO_ONE);
  }

  @Test
  void nothingIsForwardedBeforeTheGrant() {
    gateInitiation();
    call.invite(RawCall.sdp(1, "sendrecv"));
    caller.await("SIP/2.0 100");
    Charge charge = charging.awaitCharge(Procedure.INITIATE_ONE_TO_ONE);
    assertThat(callee.drain(SILENCE_MILLIS)).isEmpty();

    charge.grant();

    SipText invite = callee.await("INVITE");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    call.hangUp();
  }

  /** RFC 3261 13.3.1.4: they repeat their 200 until we, who are slow, acknowledge it. */
  @Test
  void aCalleeWhoRepeatsHisAnswerWhileTheSessionIsBusyIsHungUp() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");
    CountDownLatch busy = new CountDownLatch(1);
    charging.awaitOpened().owner().execute(() -> await(busy));
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    callee.drain(SILENCE_MILLIS);
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    // Longer than the stack keeps the transaction of an INVITE that was accepted.
    callee.drain(5 * SILENCE_MILLIS);
    busy.countDown();

    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    callee.forget();
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    callee.await("ACK");
    call.hangUp();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(15, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theChargedPartyIsTheServedUser() {
    call.invite(
        RawCall.with(
            RawCall.sdp(1, "sendrecv"),
            "P-Asserted-Identity: \"Alice\" <sip:alice@example.com>, <tel:+1-555-123>",
            "P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.oma.cpm.session",
            "P-Charging-Vector: icid-value=\"abc@home\";orig-ioi=home.example",
            "P-Charging-Function-Addresses: ccf=cdf1; ccf=cdf2; ecf=ocs1",
            "Conversation-ID: c7"));
    SessionTerms terms = charging.awaitOpened().terms();

    assertThat(terms.profile()).isEqualTo(ServiceProfile.CPM);
    assertThat(terms.nodeRole()).isEqualTo(NodeRole.ORIGINATING);
    assertThat(terms.parties().chargedParty()).isEqualTo("sip:alice@example.com");
    assertThat(terms.parties().subscriptions())
        .containsExactly(
            new SubscriptionId(SubscriptionId.Type.SIP_URI, "sip:alice@example.com"),
            new SubscriptionId(SubscriptionId.Type.E164, "1555123"));
    assertThat(terms.correlation().icid()).isEqualTo("abc@home");
    assertThat(terms.correlation().originatingIoi()).isEqualTo("home.example");
    assertThat(terms.correlation().conversationId()).isEqualTo("c7");
    assertThat(terms.peers().ccf()).containsExactlyInAnyOrder("cdf1", "cdf2");
    assertThat(terms.peers().ecf()).containsExactly("ocs1");
    assertThat(terms.icsi()).isEqualTo("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.session");
    callee.answer(callee.await("INVITE"), "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }

  @Test
  void aRefusedCallIsToldWhyAndWhenToTryAgain() {
    gateInitiation();
    call.invite(RawCall.sdp(1, "sendrecv"));
    charging
        .awaitCharge(Procedure.INITIATE_ONE_TO_ONE)
        .refuse(new Refusal(503, "the OCS is busy", 30));

    SipText refusal = caller.await("SIP/2.0 503");
    assertThat(refusal.header("Retry-After")).isEqualTo("30");
    assertThat(refusal.header("Reason")).isEqualTo("SIP;cause=503;text=\"the OCS is busy\"");
    assertThat(callee.drain(SILENCE_MILLIS)).isEmpty();
  }

  @Test
  void aCallerMayGiveUpDuringTheCreditCheck() {
    gateInitiation();
    charging.flow(IM, ONLINE, Procedure.INITIATION_FAILED);
    call.send("INVITE", 1, "z9hG4bKcheck" + call.callId(), RawCall.sdp(1, "sendrecv"));
    Charge first = charging.awaitCharge(Procedure.INITIATE_ONE_TO_ONE);

    call.send("CANCEL", 1, "z9hG4bKcheck" + call.callId());

    assertThat(caller.await("SIP/2.0 487").header("CSeq")).isEqualTo("1 INVITE");
    Charge end = charging.awaitCharge(Procedure.INITIATION_FAILED);
    assertThat(end.event().causeCode()).isEqualTo(487);
    first.grant();
    assertThat(callee.drain(SILENCE_MILLIS)).isEmpty();
    end.grant();
  }

  /** TS 32.299 7.2.35: 3xx are told as negative numbers. */
  @Test
  void aRedirectionIsToldAsANegativeCause() {
    charging.flow(IM, OFFLINE, Procedure.INITIATION_FAILED);
    call.invite(RawCall.sdp(1, "sendrecv"));
    callee.answer(callee.await("INVITE"), "302 Moved Temporarily", "b1");

    caller.await("SIP/2.0 302");
    Charge end = charging.awaitCharge(Procedure.INITIATION_FAILED);
    assertThat(end.event().causeCode()).isEqualTo(-302);
    end.grant();
  }

  /** RFC 8506 8.47: END_USER_E164, also where P-Served-User (RFC 5502) names the SIP URI. */
  @Test
  void theServedUserIsChargedUnderHisNumberToo() {
    call.invite(
        RawCall.with(
            RawCall.sdp(1, "sendrecv"),
            "P-Served-User: <sip:alice@example.com>;sescase=orig",
            "P-Asserted-Identity: <sip:alice@example.com>, <tel:+1-555-123>"));
    SessionTerms terms = charging.awaitOpened().terms();
    assertThat(terms.parties().chargedParty()).isEqualTo("sip:alice@example.com");
    assertThat(terms.parties().subscriptions())
        .containsExactly(
            new SubscriptionId(SubscriptionId.Type.SIP_URI, "sip:alice@example.com"),
            new SubscriptionId(SubscriptionId.Type.E164, "1555123"));
    callee.answer(callee.await("INVITE"), "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }

  /** RFC 7315 4.3 and 4.4, TS 24.229 7.2.15, RFC 5626 4.1: told by the network, for the bill. */
  @Test
  void howTheUserCameToTheNetworkIsKnownToCharging() {
    call.invite(
        RawCall.with(
            RawCall.sdp(1, "sendrecv"),
            "P-Access-Network-Info: 3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=23415",
            "Cellular-Network-Info: 3GPP-E-UTRAN-FDD;cell-info-age=10",
            "P-Visited-Network-ID: \"Visited network\";own=1"));
    Access access = charging.awaitOpened().terms().parties().access();
    assertThat(access).isNotNull();
    assertThat(requireNonNull(access).network())
        .matches("3GPP-E-UTRAN-FDD; ?utran-cell-id-3gpp=23415");
    assertThat(access.cellular()).contains("cell-info-age=10");
    assertThat(access.visited()).isEqualTo("Visited network");
    callee.answer(callee.await("INVITE"), "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }

  @Test
  void thoseWhoAskForAServedUserAreNotCharged() {
    call.invite(
        RawCall.with(
            RawCall.sdp(1, "sendrecv"),
            "P-Served-User: <sip:diverting@example.com>;sescase=orig",
            "P-Asserted-Identity: <sip:alice@example.com>, <tel:+1-555-123>"));
    assertThat(charging.awaitOpened().terms().parties().subscriptions())
        .containsExactly(
            new SubscriptionId(SubscriptionId.Type.SIP_URI, "sip:diverting@example.com"));
    callee.answer(callee.await("INVITE"), "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }

  /** RFC 7315 5.6, TS 24.229 4.5.2A: term-ioi comes in responses. */
  @Test
  void theNetworkOfTheCalledPartyIsKnownFromItsAnswer() {
    charging.flow(IM, OFFLINE, Procedure.INITIATE_ONE_TO_ONE);
    call.invite(
        RawCall.with(
            RawCall.sdp(1, "sendrecv"), "P-Charging-Vector: icid-value=abc;orig-ioi=home.example"));
    callee.answer(
        callee.await("INVITE"),
        "200 OK",
        "b1",
        RawCall.with(
            RawCall.sdp(1, "sendrecv"),
            "P-Charging-Vector: icid-value=abc;orig-ioi=home.example;term-ioi=other.example"));
    Charge start = charging.awaitCharge(Procedure.INITIATE_ONE_TO_ONE);
    assertThat(start.event().terminatingIoi()).isEqualTo("other.example");
    start.grant();
    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    call.hangUp();
  }

  @Test
  void aBusyCalleeIsChargedAsAFailure() {
    charging.flow(IM, OFFLINE, Procedure.INITIATION_FAILED);
    call.invite(RawCall.sdp(1, "sendrecv"));
    callee.answer(callee.await("INVITE"), "486 Busy Here", "b1");

    caller.await("SIP/2.0 486");
    Charge end = charging.awaitCharge(Procedure.INITIATION_FAILED);
    assertThat(end.event().causeCode()).isEqualTo(486);
    end.grant();
  }

  /** F2, F6: charge, answer, forward. */
  @Test
  void theImOrderAnswersTheCallerBeforeTheCalleeIsAsked() {
    charging.flow(Procedure.MODIFY, CHARGE_OFFLINE, ANSWER_ORIGINATOR, CHARGE_ONLINE, FORWARD);
    call.establish();
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    Charge charge = charging.awaitCharge(Procedure.MODIFY);
    assertThat(requireNonNull(charge.event().media()).components().get(0).lines())
        .contains("a=sendonly");
    charge.grant();

    SipText ok = caller.await("SIP/2.0 200");
    assertThat(ok.body()).contains("a=recvonly", "m=audio 4000", "o=- 7 2");
    call.ack(ok);
    assertThat(callee.drain(SILENCE_MILLIS)).isEmpty();

    charging.awaitCharge(Procedure.MODIFY).grant();
    SipText change = callee.await("INVITE");
    assertThat(change.body()).contains("a=sendonly");
    callee.answer(change, "200 OK", "", RawCall.sdp(2, "recvonly"));
    callee.await("ACK");
    call.hangUp();
  }

  /** C2: the record that was made for it stands, and is corrected. */
  @Test
  void aChangeThatWasChargedFirstAndThenRefusedIsCorrected() {
    charging.flow(IM, OFFLINE, Procedure.MODIFY);
    charging.flow(IM, OFFLINE, Procedure.MODIFICATION_CORRECTED);
    call.establish();
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    charging.awaitCharge(Procedure.MODIFY).grant();
    call.ack(caller.await("SIP/2.0 200"));

    callee.answer(callee.await("INVITE"), "488 Not Acceptable Here", "");

    Charge correction = charging.awaitCharge(Procedure.MODIFICATION_CORRECTED);
    assertThat(requireNonNull(correction.event().media()).components().get(0).lines())
        .contains("a=sendrecv");
    correction.grant();
    call.hangUp();
  }

  @Test
  void aChangeThatWasAnsweredAlreadyIsTriedAgainAfterGlare() {
    charging.flow(IM, ONLINE, Procedure.MODIFY);
    call.establish();
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    charging.awaitCharge(Procedure.MODIFY).grant();
    call.ack(caller.await("SIP/2.0 200"));
    callee.answer(callee.await("INVITE"), "491 Request Pending", "");
    callee.await("ACK");

    SipText again = callee.await("INVITE");
    assertThat(again.body()).contains("a=sendonly");
    callee.answer(again, "200 OK", "", RawCall.sdp(2, "recvonly"));
    callee.await("ACK");
    assertThat(charging.nothingCharged()).isTrue();
    call.hangUp();
  }

  /** F8: forward, first acceptance, charge, answer. */
  @Test
  void theCpmOrderChargesWhenTheCalleeHasAccepted() {
    charging.flow(CPM, OFFLINE, Procedure.MODIFY);
    call.establish();
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    SipText change = callee.await("INVITE");
    assertThat(charging.nothingCharged()).isTrue();
    callee.answer(change, "200 OK", "", RawCall.sdp(2, "recvonly"));
    callee.await("ACK");

    Charge charge = charging.awaitCharge(Procedure.MODIFY);
    assertThat(charge.event().times().response()).isNotNull();
    assertThat(finals(caller.drain(SILENCE_MILLIS))).isEmpty();
    charge.grant();
    call.ack(caller.await("SIP/2.0 200"));
    call.hangUp();
  }

  private static List<SipText> finals(List<SipText> messages) {
    return messages.stream()
        .filter(message -> !message.startLine().startsWith("SIP/2.0 100"))
        .toList();
  }

  @Test
  void aRefusedChangeInTheCpmOrderIsNotCharged() {
    charging.flow(CPM, OFFLINE, Procedure.MODIFY);
    call.establish();
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    callee.answer(callee.await("INVITE"), "488 Not Acceptable Here", "");

    caller.await("SIP/2.0 488");
    assertThat(charging.nothingCharged()).isTrue();
    call.hangUp();
  }

  @Test
  void aChangeWithoutCreditIsRefusedAndTheSessionGoesOn() {
    charging.flow(IM, ONLINE, Procedure.MODIFY);
    call.establish();
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    charging.awaitCharge(Procedure.MODIFY).refuse(new Refusal(402, "no credit", null));

    caller.await("SIP/2.0 402");
    assertThat(finals(callee.drain(SILENCE_MILLIS))).isEmpty();
    call.hangUp();
  }

  @Test
  void aRepeatedDescriptionIsNotCharged() {
    charging.flow(IM, OFFLINE, Procedure.MODIFY);
    call.establish();
    call.request("INVITE", RawCall.sdp(1, "sendrecv"));
    callee.answer(callee.await("INVITE"), "200 OK", "", RawCall.sdp(1, "sendrecv"));
    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");

    assertThat(charging.nothingCharged()).isTrue();
    call.hangUp();
  }

  @Test
  void aByeDuringACreditCheckIsAnsweredAtOnceAndThenCharged() {
    charging.flow(IM, ONLINE, Procedure.MODIFY);
    charging.flow(IM, ONLINE, Procedure.END);
    call.establish();
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    Charge pending = charging.awaitCharge(Procedure.MODIFY);

    call.request("BYE");

    assertThat(caller.await("SIP/2.0 200").header("CSeq")).endsWith("BYE");
    callee.answer(callee.await("BYE"), "200 OK", "");
    Charge end = charging.awaitCharge(Procedure.END);
    assertThat(end.event().causeCode()).isZero();
    pending.grant();
    end.grant();
    assertThat(finals(callee.drain(SILENCE_MILLIS))).isEmpty();
  }

  /** F4b. */
  @Test
  void chargingCanEndTheSession() {
    charging.flow(IM, ONLINE, Procedure.RELEASE);
    call.establish();
    ScriptedCharging.Opened session = charging.awaitOpened();

    session.owner().execute(() -> session.control().endSession(new Refusal(402, "used up", null)));

    SipText bye = callee.await("BYE");
    assertThat(bye.header("Reason")).isEqualTo("SIP;cause=402;text=\"used up\"");
    callee.answer(bye, "200 OK", "");
    SipText other = caller.await("BYE");
    assertThat(other.header("Reason")).isEqualTo("SIP;cause=402;text=\"used up\"");
    caller.answer(other, "200 OK", "");
    Charge end = charging.awaitCharge(Procedure.RELEASE);
    assertThat(end.event().reasonHeader()).contains("used up");
    end.grant();
    assertThat(charging.nothingCharged()).isTrue();
  }

  /** RFC 8506 5.6.2, RFC 3515: who has used their last units is sent to where they get new ones. */
  @Test
  void whoHasUsedHisLastUnitsIsReferredToWhereHeGetsNewOnes() {
    charging.flow(IM, ONLINE, Procedure.RELEASE);
    call.establish();
    ScriptedCharging.Opened session = charging.awaitOpened();

    session
        .owner()
        .execute(
            () ->
                session
                    .control()
                    .redirect("sip:top-up@example.com", new Refusal(402, "used up", null)));

    SipText refer = caller.await("REFER");
    assertThat(refer.header("Refer-To")).isEqualTo("<sip:top-up@example.com>");
    assertThat(refer.header("Refer-Sub")).isEqualTo("false");
    caller.answer(refer, "405 Method Not Allowed", "");
    SipText bye = callee.await("BYE");
    assertThat(bye.header("Reason")).isEqualTo("SIP;cause=402;text=\"used up\"");
    callee.answer(bye, "200 OK", "");
    caller.answer(caller.await("BYE"), "200 OK", "");
    charging.awaitCharge(Procedure.RELEASE).grant();
  }

  /** RFC 8506 5.6.2: what was not let in yet is answered with a redirection. */
  @Test
  void whoHasNoUnitsToBeginWithIsRedirected() {
    charging.flow(IM, ONLINE, Procedure.INITIATE_ONE_TO_ONE);
    charging.flow(IM, ONLINE, Procedure.INITIATION_FAILED);
    call.invite(RawCall.sdp(1, "sendrecv"));
    charging
        .awaitCharge(Procedure.INITIATE_ONE_TO_ONE)
        .refuse(Refusal.redirection("sip:top-up@example.com", "used up"));

    SipText moved = caller.await("SIP/2.0 302");
    assertThat(moved.header("Contact")).isEqualTo("<sip:top-up@example.com>");
    Charge end = charging.awaitCharge(Procedure.INITIATION_FAILED);
    assertThat(end.event().causeCode()).isEqualTo(-302);
    end.grant();
    assertThat(callee.drain(SILENCE_MILLIS)).isEmpty();
  }

  /** F7, RFC 4575: the participating function charges the joins and leaves that it sees. */
  @Test
  void joinsAndLeavesOfAConferenceElsewhereAreChargedAsItsNotifiesTellThem() {
    String conference = "sip:conf@127.0.0.1:" + callee.port();
    charging.flow(IM, OFFLINE, Procedure.JOIN).flow(IM, OFFLINE, Procedure.LEAVE);
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invited = callee.await("INVITE");
    callee.answerFrom(
        "<" + conference + ">;isfocus", invited, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");

    caller.send(
        "SUBSCRIBE " + conference + " SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + ";branch=z9hG4bKsub" + call.callId(),
        "Route: <sip:127.0.0.1:" + caller.serverPort() + ";lr;orig>",
        "From: <sip:alice@example.com>;tag=s1",
        "To: <" + conference + ">",
        "Call-ID: sub-" + call.callId(),
        "CSeq: 1 SUBSCRIBE",
        "Contact: <sip:alice@127.0.0.1:" + caller.port() + ">",
        "Max-Forwards: 70",
        "Event: conference",
        "Expires: 600",
        "Content-Length: 0");
    SipText subscribed = callee.await("SUBSCRIBE");
    callee.answerFrom("<" + conference + ">;isfocus", subscribed, "200 OK", "n1", "Expires: 600");
    caller.await("SIP/2.0 200");

    notify(subscribed, conference, 1, "full", "alice connected", "bob connected");
    notify(subscribed, conference, 2, "partial", "carol dialing-out");
    notify(subscribed, conference, 3, "partial", "carol connected");
    Charge join = charging.awaitCharge(Procedure.JOIN);
    assertThat(join.event().roster().count()).isEqualTo(3);
    assertThat(join.event().calledAsserted()).containsExactly("sip:carol@example.com");
    join.grant();
    notify(subscribed, conference, 4, "partial", "bob disconnected");
    Charge leave = charging.awaitCharge(Procedure.LEAVE);
    assertThat(leave.event().roster().count()).isEqualTo(2);
    leave.grant();
    notify(subscribed, "sip:another@example.com", 5, "partial", "dave connected");
    notify(subscribed, conference, 4, "terminated", "dave connected");
    call.hangUp();
    assertThat(charging.nothingCharged()).isTrue();
  }

  private void notify(
      SipText subscribe, String entity, int version, String state, String... users) {
    StringBuilder xml =
        new StringBuilder("<conference-info xmlns=\"urn:ietf:params:xml:ns:conference-info\"")
            .append(" entity=\"" + entity + "\" state=\"" + state + "\"")
            .append(" version=\"" + version + "\"><users>");
    for (String user : users) {
      String[] words = user.split(" ");
      xml.append("<user entity=\"sip:" + words[0] + "@example.com\"><endpoint entity=\"x\">")
          .append("<status>" + words[1] + "</status></endpoint></user>");
    }
    xml.append("</users></conference-info>");
    callee.send(
        "NOTIFY " + RawCall.target(subscribe) + " SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:"
            + callee.port()
            + ";branch=z9hG4bKn"
            + notifies
            + call.callId(),
        "From: " + subscribe.header("To") + ";tag=n1",
        "To: " + subscribe.header("From"),
        "Call-ID: " + subscribe.header("Call-ID"),
        "CSeq: " + ++notifies + " NOTIFY",
        "Max-Forwards: 70",
        "Contact: <" + entity + ">;isfocus",
        "Event: conference",
        "Subscription-State: " + (state.equals("terminated") ? state : "active;expires=600"),
        "Content-Type: application/conference-info+xml",
        "Content-Length: " + xml.length(),
        "",
        xml.toString());
    caller.answer(caller.await("NOTIFY"), "200 OK", "");
    callee.await("SIP/2.0 200");
  }
}
