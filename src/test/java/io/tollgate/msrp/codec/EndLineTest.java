package io.tollgate.msrp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EndLineTest {

  private static Recorded decode(String body) {
    String start = "MSRP tid1 SEND\r\nTo-Path: a\r\nFrom-Path: b\r\nMessage-ID: m\r\n";
    return Recorded.of((start + "Content-Type: a/b\r\n\r\n" + body).getBytes(ISO_8859_1));
  }

  @Test
  void isFoundAtEveryDistance() {
    for (int length = 0; length < 200; length++) {
      String body = "-x".repeat(100).substring(0, length);
      assertThat(decode("x" + body + "\r\n-------tid1$\r\n").frames)
          .singleElement()
          .satisfies(frame -> assertThat(frame.body()).isEqualTo("x" + body));
    }
  }

  @Test
  void isFoundBehindManyHyphens() {
    String body = "x" + "-".repeat(100_000);
    assertThat(decode(body + "\r\n-------tid1$\r\n").frames).hasSize(1);
  }

  @Test
  void mayFollowAnEmptyBodyWithoutItsLineEnd() {
    assertThat(decode("-------tid1$\r\n").frames)
        .singleElement()
        .satisfies(frame -> assertThat(frame.body()).isEmpty());
  }

  @Test
  void whatOnlyResemblesItIsContent() {
    for (String line :
        List.of("\r\n", "$x", "?", "?\r\n", "!\r\n", "+\rx", "$\r", "$\n", "$$\r\n", "\0$\r\n")) {
      for (String begin : List.of("x\r\n", "")) {
        String body = begin + "-------tid1" + line;
        assertThat(decode(body + "\r\n-------tid1$\r\n").frames)
            .singleElement()
            .satisfies(frame -> assertThat(frame.body()).isEqualTo(body));
      }
    }
  }
}
