package io.tollgate.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipFramingTest {
  private final SipFraming framing = new SipFraming(1000, 2000);

  private void take(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    framing.take(octets, 0, octets.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5", "l:5", "CONTENT-LENGTH :  5"})
  void aMessageIsWholeAtTheEndOfItsBody(String length) {
    String message = "MESSAGE sip:a SIP/2.0\r\n" + length + "\r\n\r\nhello";
    take("\r\n\r\n");
    assertThat(framing.unfinished()).isZero();
    for (char c : message.substring(0, message.length() - 1).toCharArray()) {
      take(String.valueOf(c));
      assertThat(framing.unfinished()).isPositive();
    }
    take("o");
    assertThat(framing.unfinished()).isZero();
    take(message + message + "OPTIONS");
    assertThat(framing.unfinished()).isEqualTo(7);
  }

  @Test
  void oneWithoutABodyEndsWithItsHeaders() {
    take("OPTIONS sip:a SIP/2.0\r\nTo: b\r\n\r\n");
    assertThat(framing.unfinished()).isZero();
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItHasCome() {
    assertThatThrownBy(() -> take("MESSAGE sip:a SIP/2.0\r\nContent-Length: 2001\r\n"))
        .isInstanceOf(IllegalArgumentException.class);
    SipFraming other = new SipFraming(1000, 2000);
    byte[] endless = "A: ".concat("b".repeat(1000)).getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> other.take(endless, 0, endless.length))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
