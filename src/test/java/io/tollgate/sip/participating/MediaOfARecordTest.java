package io.tollgate.sip.participating;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.Media.Initiator;
import io.tollgate.charging.record.Media.SdpType;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** TS 32.299: SDP-Type 2036, Media-Initiator-Flag 882, SDP-TimeStamps 1273; RFC 3264 4. */
class MediaOfARecordTest {
  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
          + "m=message 7654 TCP/MSRP *\r\na=accept-types:text/plain\r\n";
  private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant ANSWERED = ASKED.plusSeconds(3);

  @Test
  void anAnsweredOfferOfTheCallersIsHis() {
    Media media = requireNonNull(SessionFacts.media(SDP, SDP, Side.CALLER, ASKED, ANSWERED));
    assertThat(media.type()).isEqualTo(SdpType.ANSWER);
    assertThat(media.components().get(0).initiator()).isEqualTo(Initiator.CALLING);
    assertThat(media.offeredAt()).isEqualTo(ASKED);
    assertThat(media.answeredAt()).isEqualTo(ANSWERED);
  }

  @Test
  void aChangeByTheCalledPartyIsInitiatedByHim() {
    Media media = requireNonNull(SessionFacts.media(SDP, null, Side.CALLEE, ASKED, null));
    assertThat(media.type()).isEqualTo(SdpType.OFFER);
    assertThat(media.components().get(0).initiator()).isEqualTo(Initiator.CALLED);
    assertThat(media.offeredAt()).isEqualTo(ASKED);
    assertThat(media.answeredAt()).isNull();
  }

  @Test
  void whatComesInTheResponseToARequestWithoutAnOfferIsTheOfferOfWhoAnswers() {
    Media media = requireNonNull(SessionFacts.media(null, SDP, Side.CALLER, ASKED, ANSWERED));
    assertThat(media.type()).isEqualTo(SdpType.OFFER);
    assertThat(media.components().get(0).initiator()).isEqualTo(Initiator.CALLED);
    assertThat(media.offeredAt()).isEqualTo(ANSWERED);
    assertThat(media.answeredAt()).isNull();
  }
}
