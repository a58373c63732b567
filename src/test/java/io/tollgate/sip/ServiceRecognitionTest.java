package io.tollgate.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.sip.ProfilePolicy.UriRule;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceRecognitionTest {
  private static final String CPM = "urn:urn-7:3gpp-service.ims.icsi.oma.cpm.";
  private static final String CPM_ENCODED = "urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.";

  private static ServiceMark recognise(
      String method, List<String> features, List<String> services, @Nullable String sdp) {
    return new ServiceRecognition(ProfilePolicy.DEFAULT)
        .recognise(new RequestFacts(method, "sip:bob@example.com", features, services, null, sdp));
  }

  @Test
  void theImFeatureTagMeansIm() {
    ServiceMark mark = recognise("INVITE", List.of("<sip:a@b>;+g.oma.sip-im"), List.of(), null);

    assertThat(mark.profile()).isEqualTo(ServiceProfile.IM);
    assertThat(mark.kind()).isEqualTo(ServiceKind.SESSION);
    assertThat(mark.icsi()).isNull();
  }

  @Test
  void theLargeMessageTagMeansOneLargeMessage() {
    ServiceMark mark =
        recognise("INVITE", List.of("*;+g.oma.sip-im.large-message"), List.of(), null);

    assertThat(mark.profile()).isEqualTo(ServiceProfile.IM);
    assertThat(mark.kind()).isEqualTo(ServiceKind.LARGE_MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "session, SESSION",
    "session.group, GROUP_SESSION",
    "largemsg, LARGE_MESSAGE",
    "filetransfer, FILE_TRANSFER",
    "deferred, DEFERRED_MESSAGE"
  })
  void anIcsiNamesTheServicePlainAndEncoded(String service, ServiceKind kind) {
    ServiceMark plain = recognise("INVITE", List.of(), List.of(CPM + service), null);
    ServiceMark encoded =
        recognise(
            "INVITE",
            List.of("*;+g.3gpp.icsi-ref=\"" + CPM_ENCODED + service + "\";require"),
            List.of(),
            null);
    ServiceMark wrongWayRound =
        recognise(
            "INVITE",
            List.of("*;+g.3gpp.icsi-ref=\"" + CPM + service + "\""),
            List.of(CPM_ENCODED + service),
            null);

    assertThat(List.of(plain, encoded, wrongWayRound))
        .allSatisfy(
            mark -> {
              assertThat(mark.profile()).isEqualTo(ServiceProfile.CPM);
              assertThat(mark.kind()).isEqualTo(kind);
              assertThat(mark.icsi()).isEqualTo(CPM + service);
            });
  }

  @Test
  void aMessageIsAPageMessageWhateverItsMarks() {
    assertThat(recognise("MESSAGE", List.of(), List.of(CPM + "msg"), null).kind())
        .isEqualTo(ServiceKind.PAGE_MESSAGE);
  }

  @Test
  void aFileSelectorMeansAFileTransfer() {
    assertThat(
            recognise("INVITE", List.of(), List.of(), "v=0\r\na=file-selector:size:3\r\n").kind())
        .isEqualTo(ServiceKind.FILE_TRANSFER);
  }

  @Test
  void theApplicationIsReadToo() {
    assertThat(
            recognise(
                    "INVITE",
                    List.of(
                        "*;+g.3gpp.iari-ref=\"urn%3Aurn-7%3A3gpp-application.ims.iari.rcs.fthttp\""),
                    List.of(),
                    null)
                .iari())
        .isEqualTo("urn:urn-7:3gpp-application.ims.iari.rcs.fthttp");
  }

  @Test
  void malformedEncodingIsReadAsFarAsItGoes() {
    assertThat(recognise("INVITE", List.of("*;x=%zz;+g.oma.sip-im"), List.of(), null).profile())
        .isEqualTo(ServiceProfile.IM);
  }

  @Test
  void theOperatorHasTheLastWord() {
    RequestFacts im =
        new RequestFacts(
            "INVITE", "sip:bob@im.example", List.of("+g.oma.sip-im"), List.of(), null, null);
    ProfilePolicy byUri =
        new ProfilePolicy(
            null,
            List.of(new UriRule(Pattern.compile("sip:.*@im\\.example"), ServiceProfile.CPM)),
            ServiceProfile.IM);
    ProfilePolicy forced = new ProfilePolicy(ServiceProfile.CPM, List.of(), ServiceProfile.IM);

    assertThat(new ServiceRecognition(byUri).recognise(im).profile()).isEqualTo(ServiceProfile.CPM);
    assertThat(new ServiceRecognition(forced).recognise(im).profile())
        .isEqualTo(ServiceProfile.CPM);
  }
}
