package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.ErrorLog;
import io.tollgate.harness.Ports;
import io.tollgate.harness.SipText;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request whose next hop is no good gets one final answer, and leaves nothing behind. */
class UnreachableHopsIT extends RawCallFixture {
  private final ErrorLog log = ErrorLog.open();

  UnreachableHopsIT() {
    super(Map.of("sip.no-answer", "1s", "sip.ack-wait", "1s", "sip.max-sessions", "5"));
  }

  @AfterEach
  void nothingWasAnError() {
    assertThat(log.errors()).isEmpty();
  }

  @AfterAll
  void nothingIsLeft() {
    log.close();
    Await.until(
        () ->
            server.application().sipContainer().liveSessions() == 0
                && server.application().meters().get("tollgate.sip.legs").gauge().value() == 0
                && server.application().sipContainer().pendingWork() == 0,
        "sessions and legs to end");
  }

  private static List<String> nowhere() {
    return List.of(
        "sip:bob@no-such-host.invalid",
        "sip:bob@127.0.0.1:%d;transport=tcp".formatted(Ports.free()),
        "sip:bob@127.0.0.1:%d;transport=tls".formatted(Ports.free()),
        "sip:bob@127.0.0.1;transport=ws",
        "sips:bob@127.0.0.1:%d".formatted(Ports.free()),
        "tel:+4930123456",
        "urn:service:sos",
        "im:bob@example.com",
        "pres:bob@example.com",
        "foo:bar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVITE", "MESSAGE", "OPTIONS", "SUBSCRIBE", "REFER", "PUBLISH"})
  void aRequestToNowhereIsRefusedAndForgotten(String method) {
    for (String uri : nowhere()) {
      assertThat(refusalOf(method, uri, ""))
          .as("%s %s", method, uri)
          .matches("SIP/2.0 (404|416|480) .*");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVITE", "MESSAGE", "OPTIONS", "SUBSCRIBE"})
  void soIsOneWhoseRouteLeadsNowhere(String method) {
    for (String uri : nowhere()) {
      assertThat(refusalOf(method, "sip:bob@example.com", uri))
          .as("%s by %s", method, uri)
          .matches("SIP/2.0 (400|404|480|500) .*");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "SUBSCRIBE", "REFER", "PUBLISH", "MESSAGE"})
  void aRequestThatIsRefusedLeavesNothing(String method) {
    send(method, "sip:bob@127.0.0.1:" + callee.port(), "");
    callee.answer(callee.await(method), "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "PUBLISH", "MESSAGE"})
  void norDoesOneThatBeginsNoDialog(String method) {
    send(method, "sip:bob@127.0.0.1:" + callee.port(), "");
    callee.answer(callee.await(method), "200 OK", "b1");
    caller.await("SIP/2.0 200");
  }

  @Test
  void aCalleeWhoIsSilentLeavesNothing() {
    for (int i = 0; i < 5; i++) {
      send("INVITE", "sip:bob@127.0.0.1:" + callee.port(), "");
    }
    for (int i = 0; i < 5; i++) {
      caller.await("SIP/2.0 480");
    }
  }

  /** RFC 3261 9.1: 100 is enough of an answer for a CANCEL. */
  @Test
  void aCalleeWhoOnlyTriesIsToldThatItTookTooLong() {
    String callId = send("INVITE", "sip:bob@127.0.0.1:" + callee.port(), "");
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "100 Trying", "");
    acknowledge(caller.await("SIP/2.0 480"), "sip:bob@127.0.0.1:" + callee.port(), callId);
    callee.answer(callee.await("CANCEL"), "200 OK", "b1");
    callee.answer(invite, "487 Request Terminated", "b1");
    callee.await("ACK");
  }

  private String refusalOf(String method, String uri, String route) {
    String callId = send(method, uri, route);
    SipText refusal =
        caller.await(
            message ->
                message.header("Call-ID").equals(callId)
                    && !message.startLine().startsWith("SIP/2.0 1"),
            "final answer to " + method + " " + uri);
    if (method.equals("INVITE")) {
      acknowledge(refusal, uri, callId);
    }
    return refusal.startLine();
  }

  private void acknowledge(SipText refusal, String uri, String callId) {
    caller.send(
        "ACK " + uri + " SIP/2.0",
        "Via: " + refusal.header("Via"),
        "From: " + refusal.header("From"),
        "To: " + refusal.header("To"),
        "Call-ID: " + callId,
        "CSeq: 1 ACK",
        "Max-Forwards: 70",
        "Content-Length: 0");
  }

  private String send(String method, String uri, String route) {
    String callId = UUID.randomUUID().toString();
    String[] lines = {
      method + " " + uri + " SIP/2.0",
      "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + ";branch=z9hG4bK" + UUID.randomUUID(),
      "From: <sip:alice@example.com>;tag=a1",
      "To: <sip:bob@example.com>",
      "Call-ID: " + callId,
      "CSeq: 1 " + method,
      "Contact: <sip:alice@127.0.0.1:" + caller.port() + ">",
      "Event: presence",
      "Refer-To: <sip:carol@example.com>",
      "Max-Forwards: 70"
    };
    caller.send(
        method.equals("INVITE")
            ? RawCall.with(RawCall.sdp(1, "sendrecv"), withRoute(lines, route))
            : RawCall.with(new String[] {"Content-Length: 0"}, withRoute(lines, route)));
    return callId;
  }

  private static String[] withRoute(String[] lines, String route) {
    return route.isEmpty()
        ? lines
        : Stream.concat(Stream.of(lines), Stream.of("Route: <" + route + ">"))
            .toArray(String[]::new);
  }
}
