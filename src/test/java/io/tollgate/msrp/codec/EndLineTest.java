package io.tollgate.msrp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

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
  void withoutItsFlagIsMalformed() {
    assertThat(decode("x\r\n-------tid1\r\n").malformed).hasSize(1);
    assertThat(decode("x\r\n-------tid1$x").malformed).hasSize(1);
    assertThat(decode("x\r\n-------tid1?").malformed).hasSize(1);
    assertThat(decode("x\r\n-------tid1+\rx").malformed).hasSize(1);
  }
}
