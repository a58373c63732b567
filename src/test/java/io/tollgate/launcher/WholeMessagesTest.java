package io.tollgate.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WholeMessagesTest {
  private static final String ONE =
      "MESSAGE sip:a@b SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 5\r\n\r\nhello";
  private static final String TWO = "OPTIONS sip:a@b SIP/2.0\nl: 0\n\n";

  /** Gives its octets in pieces of any size. */
  private static String read(String octets, int piece) throws IOException {
    InputStream pieces =
        new ByteArrayInputStream(octets.getBytes(ISO_8859_1)) {
          @Override
          public synchronized int read(byte[] into, int offset, int wanted) {
            return super.read(into, offset, Math.min(wanted, piece));
          }
        };
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[7];
    try (WholeMessages whole = new WholeMessages(pieces)) {
      for (int count = whole.read(buffer, 0, 7); count >= 0; count = whole.read(buffer, 0, 7)) {
        text.append(new String(buffer, 0, count, ISO_8859_1));
      }
    }
    return text.toString();
  }

  @Test
  void wholeMessagesAndKeepAlivesGoThroughAsTheyAre() throws IOException {
    String all = "\r\n\r\n" + ONE + "\r\n\r\n" + TWO + ONE + ONE + "\r\n";
    for (int piece : new int[] {1, 2, 3, 10, 5000}) {
      assertThat(read(all, piece)).isEqualTo(all);
    }
  }

  @Test
  void whatEndsInTheMiddleIsNotThere() throws IOException {
    for (int length = 1; length < ONE.length(); length++) {
      assertThat(read(TWO + ONE.substring(0, length), 4)).isEqualTo(TWO);
    }
  }

  @Test
  void largeBodiesAreGivenOutWhole() throws IOException {
    byte[] body = new byte[1 << 20];
    new Random(1).nextBytes(body);
    String large =
        ONE.replace("5\r\n\r\nhello", body.length + "\r\n\r\n" + new String(body, ISO_8859_1));
    assertThat(read(large + TWO, 4096)).isEqualTo(large + TWO);
    assertThat(read(TWO + large.substring(0, 1 << 20), 4096)).isEqualTo(TWO);
  }

  @Test
  void whatIsTooLargeIsLeftToTheLimitsOfTheStack() throws IOException {
    String endless = "MESSAGE sip:a@b SIP/2.0\r\nX: " + "x".repeat(100_000);
    assertThat(read(endless, 4096)).isEqualTo(endless);
    String claims = ONE.replace(": 5", ": 999999999");
    assertThat(read(claims, 4096)).isEqualTo(claims);
  }
}
