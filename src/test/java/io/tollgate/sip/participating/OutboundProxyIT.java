package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Ports;
import io.tollgate.harness.SipText;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code sip.outbound-proxy}: the next hop of whatever leaves without a route of its own. */
class OutboundProxyIT extends RawCallFixture {
  private static final int PORT = Ports.free();
  private static final String PROXY = "<sip:127.0.0.1:" + PORT + ";lr>";

  private RawUa proxy;

  OutboundProxyIT() {
    super(Map.of("sip.outbound-proxy", "sip:127.0.0.1:" + PORT));
  }

  @BeforeEach
  void openProxy() {
    proxy = new RawUa(server.sipPort(), PORT);
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  /** RFC 3261 12.1.2 and 12.2.1.1: what it recorded is the route of the dialog. */
  @Test
  void aCallGoesThroughTheProxyToItsEnd() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invite = routed("INVITE");
    assertThat(invite.startLine()).contains("sip:bob@127.0.0.1:" + callee.port());
    accept(invite, "b1", 1);
    call.ack(caller.await("SIP/2.0 200"));
    assertThat(toBob(routed("ACK")).header("CSeq")).isEqualTo("1 ACK");

    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    accept(toBob(routed("INVITE")), "", 2);
    call.ack(caller.await(message -> message.header("CSeq").equals("2 INVITE"), "200"));
    assertThat(toBob(routed("ACK")).header("CSeq")).isEqualTo("2 ACK");

    call.request("INFO");
    proxy.answer(toBob(routed("INFO")), "200 OK", "");
    caller.await(message -> message.header("CSeq").endsWith("INFO"), "200 to INFO");

    call.request("BYE");
    proxy.answer(toBob(routed("BYE")), "200 OK", "");
    caller.await(message -> message.header("CSeq").endsWith("BYE"), "200 to BYE");
    assertThat(callee.drain(200)).isEmpty();
  }

  @Test
  void aMessageGoesThroughTheProxy() {
    call.request("MESSAGE", "Content-Type: text/plain", "Content-Length: 4", "", "hi");
    proxy.answer(routed("MESSAGE"), "200 OK", "b1");
    caller.await("SIP/2.0 200");
    assertThat(callee.drain(200)).isEmpty();
  }

  private SipText routed(String method) {
    SipText request = proxy.await(method);
    assertThat(request.header("Route")).isEqualTo(PROXY);
    return request;
  }

  private SipText toBob(SipText request) {
    assertThat(request.startLine()).contains("sip:robert@127.0.0.1:" + callee.port());
    return request;
  }

  private void accept(SipText invite, String tag, int version) {
    proxy.answerFrom(
        "<sip:robert@127.0.0.1:" + callee.port() + ">",
        invite,
        "200 OK",
        tag,
        RawCall.with(RawCall.sdp(version, "sendrecv"), "Record-Route: " + PROXY));
  }
}
