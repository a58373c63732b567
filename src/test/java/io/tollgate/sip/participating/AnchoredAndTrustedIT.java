package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Ports;
import io.tollgate.harness.SipText;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the trust domain, and where message media is led through. */
class AnchoredAndTrustedIT extends RawCallFixture {
  private static final int MESSAGE_PORT = Ports.free();
  private static final String[] STRANGERS = {
    "P-Charging-Vector: icid-value=stranger",
    "P-Charging-Function-Addresses: ccf=evil.example",
    "P-Asserted-Identity: <sip:president@example.com>",
    "P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.oma.cpm.session"
  };

  AnchoredAndTrustedIT() {
    super(Map.of("sip.trust-domain", "home.example", "msrp.port", Integer.toString(MESSAGE_PORT)));
  }

  private static String[] messages(int port, String session) {
    String body =
        "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=message "
            + port
            + " TCP/MSRP *\r\na=accept-types:text/plain\r\na=path:msrp://127.0.0.1:"
            + port
            + "/"
            + session
            + ";tcp\r\na=setup:passive\r\n";
    return new String[] {
      "Content-Type: application/sdp",
      "Content-Length: " + body.length(),
      "",
      body.substring(0, body.length() - 2)
    };
  }

  @Test
  void chargingHeadersAndIdentitiesOfStrangersAreNeitherBelievedNorShown() {
    assertNothingOfStrangers(call.establish(STRANGERS));
    call.hangUp();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INFO", "UPDATE", "MESSAGE"})
  void norInRequestsOfTheDialogAndTheirAnswers(String method) {
    call.establish();
    call.request(method, STRANGERS);
    SipText passed = callee.await(method);
    assertNothingOfStrangers(passed);
    callee.answer(passed, "200 OK", "", STRANGERS);
    assertNothingOfStrangers(caller.await("SIP/2.0 200"));
    call.hangUp();
  }

  @Test
  void norInTheAnswersToACall() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "180 Ringing", "b1", STRANGERS);
    assertNothingOfStrangers(caller.await("SIP/2.0 180"));
    callee.answer(invite, "200 OK", "b1", RawCall.with(RawCall.sdp(1, "sendrecv"), STRANGERS));
    SipText ok = caller.await("SIP/2.0 200");
    assertNothingOfStrangers(ok);
    call.ack(ok);
    callee.await("ACK");
    call.hangUp();
  }

  @Test
  void norInAPageModeMessage() {
    call.request("MESSAGE", STRANGERS);
    SipText message = callee.await("MESSAGE");
    assertNothingOfStrangers(message);
    callee.answer(message, "200 OK", "b1", STRANGERS);
    assertNothingOfStrangers(caller.await("SIP/2.0 200"));
  }

  private static void assertNothingOfStrangers(SipText message) {
    for (String header : STRANGERS) {
      assertThat(message.headers(header.substring(0, header.indexOf(':')))).as(header).isEmpty();
    }
  }

  @Test
  void messageMediaGoesThroughTheServerOnBothLegs() {
    call.invite(messages(7001, "alice1"));
    SipText invite = callee.await("INVITE");
    assertThat(invite.body())
        .contains("m=message " + MESSAGE_PORT + " TCP/MSRP *", "a=accept-types:text/plain")
        .doesNotContain("alice1");
    callee.answer(invite, "200 OK", "b1", messages(7002, "bob1"));
    SipText ok = caller.await("SIP/2.0 200");
    assertThat(ok.body())
        .contains("m=message " + MESSAGE_PORT + " TCP/MSRP *")
        .doesNotContain("bob1");
    call.ack(ok);
    callee.await("ACK");
    call.hangUp();
  }

  @Test
  void messageMediaThatCannotBeUnderstoodIsRefused() {
    String[] broken = messages(7001, "alice1");
    broken[3] = broken[3].replace("a=path:msrp://", "a=path:http://");
    call.invite(broken);

    assertThat(caller.await("SIP/2.0 488").header("Reason")).contains("MSRP URI");
  }
}
