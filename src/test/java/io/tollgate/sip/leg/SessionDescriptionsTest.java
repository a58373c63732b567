package io.tollgate.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionDescriptionsTest {
  private static final String ONE = sdp(1, "sendrecv");
  private static final String TWO = sdp(2, "sendonly");
  private final SessionDescriptions descriptions = new SessionDescriptions();

  private static String sdp(int version, String direction) {
    return "v=0\r\no=- 1 "
        + version
        + " IN IP4 h\r\ns=-\r\nm=audio 9 RTP/AVP 0\r\na="
        + direction
        + "\r\n";
  }

  @Test
  void anAcceptedOfferIsInForce() {
    descriptions.offered(ONE);
    descriptions.accepting(TWO);

    assertThat(descriptions.received()).isEqualTo(ONE);
    assertThat(descriptions.sent()).isEqualTo(TWO);
    assertThat(descriptions.repeats(ONE)).isTrue();
    assertThat(descriptions.repeats(TWO)).isFalse();
  }

  @Test
  void aRejectedOfferChangesNothing() {
    descriptions.offered(ONE);
    descriptions.accepting(ONE);
    descriptions.offered(TWO);
    descriptions.rejected();

    assertThat(descriptions.received()).isEqualTo(ONE);
  }

  @Test
  void anOfferInTheAnswerIsInForceWithTheAck() {
    descriptions.offered(null);
    descriptions.accepting(ONE);
    descriptions.acknowledged(TWO);

    assertThat(descriptions.sent()).isEqualTo(ONE);
    assertThat(descriptions.received()).isEqualTo(TWO);
  }

  @Test
  void ourOwnOfferIsInForceWhenItIsAnswered() {
    descriptions.sending(ONE);
    descriptions.answered(TWO);

    assertThat(descriptions.sent()).isEqualTo(ONE);
    assertThat(descriptions.received()).isEqualTo(TWO);
  }
}
