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
  void mirrorsADirectionThatIsAskedForAllMedia() {
    Sdp offer = sdp("- 1 2 IN IP4 h", "a=sendonly", "m=audio 9 RTP/AVP 0", "m=video 7 RTP/AVP 31");
    Sdp inForce = sdp("- 7 4 IN IP4 us", "m=audio 5 RTP/AVP 0", "m=video 3 RTP/AVP 31");

    Sdp answer = AnswerInAdvance.to(offer, inForce);

    assertThat(answer.media())
        .allSatisfy(media -> assertThat(media.lines()).contains("a=recvonly"));
  }

  /** RFC 3264 6.1: a client that says sendrecv to everything takes what it is offered. */
  @ParameterizedTest
  @CsvSource({
    "sendonly, sendrecv, recvonly",
    "recvonly, sendrecv, sendonly",
    "inactive, sendrecv, inactive",
    "sendonly, sendonly, inactive",
    "sendrecv, recvonly, recvonly"
  })
  void anAnswerTakesNoMoreThanIsOffered(String offered, String said, String taken) {
    Sdp offer = sdp("- 1 2 IN IP4 h", "m=audio 9 RTP/AVP 0", "a=" + offered);
    Sdp answer = sdp("- 7 4 IN IP4 us", "m=audio 5 RTP/AVP 0", "a=" + said);

    assertThat(answer.answering(offer).media().get(0).lines()).containsExactly("a=" + taken);
  }

  /** As the other party would: what it offered itself may name codecs that the offerer lacks. */
  @Test
  void hasNoCodecThatTheOfferLacks() {
    Sdp offer =
        sdp(
            "- 1 2 IN IP4 h",
            "m=audio 9 RTP/AVP 8 0 101 97",
            "a=rtpmap:101 telephone-event/8000",
            "a=rtpmap:97 iLBC/8000",
            "a=sendonly");
    Sdp inForce =
        sdp(
            "- 7 4 IN IP4 us",
            "m=audio 5000 RTP/AVP 96 97 0 8 18 101",
            "a=rtpmap:96 opus/48000/2",
            "a=fmtp:96 useinbandfec=1",
            "a=rtpmap:97 speex/16000",
            "a=fmtp:18 annexb=yes",
            "a=rtpmap:101 Telephone-Event/8000",
            "a=rtcp-fb:* ccm tmmbr");

    Sdp answer = AnswerInAdvance.to(offer, inForce);

    assertThat(answer.media().get(0).line()).isEqualTo("m=audio 5000 RTP/AVP 0 8 101");
    assertThat(answer.media().get(0).lines())
        .containsExactly(
            "a=rtpmap:101 Telephone-Event/8000", "a=rtcp-fb:* ccm tmmbr", "a=recvonly");
  }

  /** The other party may know better. */
  @Test
  void keepsItsCodecsWhereNoneIsCommon() {
    Sdp offer = sdp("- 1 2 IN IP4 h", "m=audio 9 RTP/AVP 3");
    Sdp inForce = sdp("- 7 4 IN IP4 us", "m=audio 5000 RTP/AVP 0 8");

    assertThat(AnswerInAdvance.to(offer, inForce).media().get(0).line())
        .isEqualTo("m=audio 5000 RTP/AVP 0 8");
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
