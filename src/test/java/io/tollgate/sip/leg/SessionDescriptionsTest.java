package io.tollgate.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
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

  @Test
  void anAnswerInOurAckIsInForceWithIt() {
    descriptions.sending(null);
    descriptions.answered(ONE);
    descriptions.acknowledging(TWO);

    assertThat(descriptions.received()).isEqualTo(ONE);
    assertThat(descriptions.sent()).isEqualTo(TWO);
  }

  /** One exchange after the other, each offered by either side, and taken or not. */
  enum Exchange {
    THEIRS_TAKEN,
    THEIRS_REFUSED,
    OURS_TAKEN,
    OURS_REFUSED
  }

  /** The ACK of a 2xx may be late: the next offer is under way by then. */
  @Property(tries = 300)
  void whatWasTakenLastIsInForceHoweverLateItsAckIs(
      @ForAll @Size(min = 1, max = 8) List<Exchange> exchanges, @ForAll boolean late) {
    SessionDescriptions leg = new SessionDescriptions();
    String said = null;
    String told = null;
    int version = 0;
    Runnable ack = () -> {};
    for (Exchange exchange : exchanges) {
      String offer = sdp(++version, "sendonly");
      String answer = sdp(++version, "recvonly");
      boolean ours = exchange.name().startsWith("OURS");
      if (ours) {
        leg.sending(offer);
      } else {
        leg.offered(offer);
      }
      ack.run();
      ack = () -> {};
      if (exchange == Exchange.OURS_TAKEN) {
        leg.answered(answer);
        said = answer;
        told = offer;
        ack = () -> leg.acknowledging(null);
      } else if (exchange == Exchange.THEIRS_TAKEN) {
        leg.accepting(answer);
        said = offer;
        told = answer;
        ack = () -> leg.acknowledged(null);
      } else {
        leg.rejected();
      }
      if (!late) {
        ack.run();
        ack = () -> {};
      }
      if (told != null) {
        assertThat(leg.sent()).isEqualTo(told);
        assertThat(leg.received()).isEqualTo(said);
      }
    }
  }
}
