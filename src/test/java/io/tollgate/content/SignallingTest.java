package io.tollgate.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bodies that steer, and texts that only bear their names. */
class SignallingTest {
  private final Signalling signalling = new Signalling();

  private boolean is(String type, String body) {
    return signalling.is(type, body.getBytes(UTF_8));
  }

  @Test
  void whatServersAndClientsSteerEachOtherWithGoesOn() {
    assertThat(is("application/sdp", "v=0\r\no=- 1 1 IN IP4 a\r\ns=-\r\nt=0 0\r\n")).isTrue();
    assertThat(is("message/sipfrag;version=2.0", "SIP/2.0 200 OK\r\n")).isTrue();
    assertThat(is("application/dtmf-relay", "Signal= 5\r\nDuration= 160\r\n")).isTrue();
    assertThat(
            is(
                "application/simple-message-summary",
                "Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n"))
        .isTrue();
    assertThat(
            is(
                "application/resource-lists+xml",
                "<?xml version=\"1.0\"?><resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\">"
                    + "<list><entry uri=\"sip:a@b\"><display-name>Jane Doe</display-name></entry>"
                    + "</list></resource-lists>"))
        .isTrue();
    assertThat(is("text/plain", "")).isTrue();
  }

  @Test
  void aTextThatIsCalledOneOfThemDoesNot() {
    for (String type :
        new String[] {
          "application/sdp",
          "message/sipfrag",
          "application/dtmf-relay",
          "application/pidf+xml",
          "application/resource-lists+xml",
          "application/simple-message-summary",
          "text/plain",
          "application/octet-stream",
          "application/xml"
        }) {
      assertThat(is(type, "see you at five")).as(type).isFalse();
      assertThat(is(type, "<presence><x>see you at five</x></presence>")).as(type).isFalse();
      assertThat(is(type, "<presence><!-- see you at five --></presence>")).as(type).isFalse();
      assertThat(is(type, "<presence a='see you at five'/>")).as(type).isFalse();
    }
    assertThat(is("application/sdp", "v=0\r\ni=" + "see you ".repeat(20))).isFalse();
    assertThat(is("application/dtmf", "1".repeat(20_000))).isFalse();
    assertThat(is("application/pidf+xml", "<presence/>" + " ".repeat(20_000))).isFalse();
  }
}
