package io.tollgate.sip.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerInAdvanceTest {

  private static Sdp sdp(String origin, String... media) {
    return Sdp.parse(
        "v=0\r\no=" + origin + "\r\ns=-\r\nt=0 0\r\n" + String.join("\r\n", media) + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "sendonly, recvonly",
    "recvonly, sendonly",
    "inactive, inactive",
    "sendrecv, sendrecv"
  })
  void mirrorsTheDirectionThatIsAskedFor(String asked, String answered) {
    Sdp offer = sdp("- 1 2 IN IP4 h", "m=message 9 TCP/MSRP *", "a=" + asked);
    Sdp inForce = sdp("- 7 4 IN IP4 us", "m=message 2855 TCP/MSRP *", "a=path:msrp://us/1;tcp");

    Sdp answer = AnswerInAdvance.to(offer, inForce);

    assertThat(answer.media().get(0).line()).isEqualTo("m=message 2855 TCP/MSRP *");
    assertThat(answer.media().get(0).lines())
        .containsExactly("a=path:msrp://us/1;tcp", "a=" + answered);
    assertThat(answer.origin()).isEqualTo("o=- 7 5 IN IP4 us");
  }

  @Test
  void declinesWhatNobodyAgreedToYet() {
    Sdp offer = sdp("- 1 2 IN IP4 h", "m=message 9 TCP/MSRP *", "m=video 4000 RTP/AVP 31");
    Sdp inForce = sdp("- 7 4 IN IP4 us", "m=message 2855 TCP/MSRP *");

    Sdp answer = AnswerInAdvance.to(offer, inForce);

    assertThat(answer.media()).extracting(Sdp.Section::port).containsExactly(2855, 0);
    assertThat(answer.media().get(1).line()).isEqualTo("m=video 0 RTP/AVP 31");
  }

  @Test
  void aWithdrawnMediaStaysWithdrawn() {
    Sdp offer = sdp("- 1 2 IN IP4 h", "m=message 0 TCP/MSRP *");
    Sdp inForce = sdp("- 7 4 IN IP4 us", "m=message 2855 TCP/MSRP *");

    assertThat(AnswerInAdvance.to(offer, inForce).media().get(0).port()).isZero();
  }

  @Test
  void aDescriptionRepeatsOnlyWithItsVersionAndItsMedia() {
    Sdp one = sdp("- 1 1 IN IP4 h", "m=message 9 TCP/MSRP *");

    assertThat(one.repeats(Sdp.parse(one.toString()))).isTrue();
    assertThat(one.repeats(one.nextVersion())).isFalse();
    assertThat(one.repeats(sdp("- 1 1 IN IP4 h", "m=message 9 TCP/MSRP *", "a=inactive")))
        .isFalse();
    assertThat(one.repeats(null)).isFalse();
  }
}
