package io.tollgate.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is free is looked at, not believed. */
class ContentsTest {
  private static final String COMPOSING_TYPE = "application/im-iscomposing+xml";
  private static final String IMDN_TYPE = "message/imdn+xml";

  private static Nature of(String type, String body) {
    return Contents.of(type, body.getBytes(UTF_8));
  }

  @Test
  void notificationsAreKnownByWhatTheyAre() {
    assertThat(of(COMPOSING_TYPE, Documents.COMPOSING)).isEqualTo(Nature.COMPOSING);
    assertThat(of(IMDN_TYPE + ";charset=\"UTF-8\"", Documents.IMDN)).isEqualTo(Nature.DISPOSITION);
    assertThat(of("Message/CPIM", Documents.wrapped(Documents.IMDN))).isEqualTo(Nature.DISPOSITION);
    assertThat(of("message/cpim", Documents.wrapped(Documents.COMPOSING)))
        .isEqualTo(Nature.COMPOSING);
    assertThat(of("application/xml", Documents.IMDN)).isEqualTo(Nature.DISPOSITION);
    assertThat(of(COMPOSING_TYPE, "\uFEFF" + Documents.COMPOSING)).isEqualTo(Nature.COMPOSING);
  }

  @Test
  void otherWordingsOfOthersClientsAreKnownToo() {
    String ns = " xmlns:i='urn:ietf:params:xml:ns:im-iscomposing'";
    assertThat(
            of(COMPOSING_TYPE, "<i:isComposing" + ns + "><i:state>idle</i:state></i:isComposing>"))
        .isEqualTo(Nature.COMPOSING);
    assertThat(
            of(
                IMDN_TYPE,
                Documents.IMDN
                    .replace("<delivered/>", "<displayed></displayed>")
                    .replace("delivery-", "display-")))
        .isEqualTo(Nature.DISPOSITION);
  }

  @Test
  void emptyBodiesAndHeartbeatsKeepAConnection() {
    assertThat(of("text/plain", "")).isEqualTo(Nature.KEEP_ALIVE);
    assertThat(of("text/plain", "\r\n\r\n")).isEqualTo(Nature.KEEP_ALIVE);
    assertThat(of("text/x-msrp-heartbeat", "HEARTBEAT")).isEqualTo(Nature.KEEP_ALIVE);
    assertThat(of("text/plain", "HEARTBEAT")).isEqualTo(Nature.CONTENT);
    assertThat(of("text/x-msrp-heartbeat", "HEARTBEAT!")).isEqualTo(Nature.CONTENT);
    assertThat(of("text/plain", " ".repeat(9))).isEqualTo(Nature.CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "<x/>",
        "<isComposing><state>active</state></isComposing>",
        "<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'/>",
        "<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'>hello</isComposing>",
        "<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'><state>hello</state></isComposing>",
      })
  void otherDocumentsAreContentWhateverTheyAreCalled(String body) {
    assertThat(of(COMPOSING_TYPE, body)).isEqualTo(Nature.CONTENT);
    assertThat(of(IMDN_TYPE, body)).isEqualTo(Nature.CONTENT);
  }

  @Test
  void noPlaceOfANotificationHoldsAText() {
    for (String hidden :
        List.of(
            Documents.COMPOSING.replace("</state>", "</state><!-- see you at five -->"),
            Documents.COMPOSING.replace("</state>", "</state><?see you?>"),
            Documents.COMPOSING.replace("active<", "<![CDATA[hello]]><"),
            Documents.COMPOSING.replace("</state>", "</state>see you"),
            Documents.COMPOSING.replace("</state>", "</state><state>idle</state>"),
            Documents.COMPOSING.replace("</state>", "</state><x:y xmlns:x='see:you'>z</x:y>"),
            Documents.COMPOSING.replace("<state>", "<state note='see you'>"),
            Documents.COMPOSING.replace("iscomposing.xsd", "see you at five"),
            Documents.COMPOSING.replace("text/plain", "see you at five"),
            Documents.COMPOSING.replace(">60<", ">see you<"),
            Documents.COMPOSING.replace(
                "?>\r\n<isC", "?><!DOCTYPE isComposing [<!ENTITY a 'b'>]><isC"),
            Documents.COMPOSING + "see you at five",
            "see you at five" + Documents.COMPOSING,
            Documents.COMPOSING + " ".repeat(4096) + "!",
            Documents.COMPOSING.replace("  <state>", " ".repeat(2000) + "<state>"),
            Documents.COMPOSING.replace("</isComposing>", ""),
            Documents.COMPOSING.replace("</state>", "</stat>"))) {
      assertThat(of(COMPOSING_TYPE, hidden)).as(hidden).isEqualTo(Nature.CONTENT);
    }
    for (String hidden :
        List.of(
            Documents.IMDN.replace("</imdn>", "<subject>see you</subject></imdn>"),
            Documents.IMDN.replace("34jk324j", "see you at five"),
            Documents.IMDN.replace("34jk324j", "x".repeat(200)),
            Documents.IMDN.replace("<delivered/>", "<delivered/><seeyou/>"),
            Documents.IMDN.replace("<delivered/>", "<delivered>see you</delivered>"),
            Documents.IMDN.replace("sip:bob@example.com", "see you"),
            Documents.IMDN.replace("sip:bob@example.com", "sip:see you"),
            Documents.IMDN.replace("2026-11-30T12:16:49-05:00", "five o'clock"),
            Documents.IMDN.replace("ns:imdn", "ns:mine"))) {
      assertThat(of(IMDN_TYPE, hidden)).as(hidden).isEqualTo(Nature.CONTENT);
    }
  }

  @Test
  void noHeaderOfACpimMessageHoldsATextEither() {
    String whole = Documents.wrapped(Documents.IMDN);
    for (String hidden :
        List.of(
            whole.replace("DateTime:", "Subject: see you\r\nDateTime:"),
            whole.replace("DateTime:", "X-Text: see you\r\nDateTime:"),
            whole.replace("DateTime:", "imdn.Text: see you\r\nDateTime:"),
            whole.replace("d834jied93rf", "see you at five"),
            whole.replace("From: Alice", "From: " + "see you ".repeat(10)),
            whole.replace("urn:ietf:params:imdn", "see:you"),
            whole.replace(
                "Content-Type: message", "Content-Description: see you\r\nContent-Type: message"),
            whole.replace("message/imdn+xml", "message/imdn+xml;note=\"see you\""),
            whole.replace("2026-11-30T10:00:00Z", "see you at five"))) {
      assertThat(of("message/cpim", hidden)).as(hidden).isEqualTo(Nature.CONTENT);
    }
    assertThat(of("message/cpim;note=\"see you\"", whole)).isEqualTo(Nature.CONTENT);
  }

  @Test
  void aBeginThatMayBecomeANotificationIsWaitedFor() {
    byte[] whole = Documents.wrapped(Documents.IMDN).getBytes(UTF_8);
    for (int i = 1; i < whole.length; i++) {
      assertThat(Contents.mayBeFree("message/cpim", java.util.Arrays.copyOf(whole, i))).isTrue();
    }
    assertThat(Contents.mayBeFree("text/plain", "hello".getBytes(UTF_8))).isFalse();
    assertThat(Contents.mayBeFree("text/plain", "\r\n<x".getBytes(UTF_8))).isTrue();
    assertThat(Contents.mayBeFree("text/x-msrp-heartbeat", "HEART".getBytes(UTF_8))).isTrue();
  }

  @Test
  void soManyAreFreeInASecondAndFiveTimesAsManyAfterAPause() {
    FreeRate rate = new FreeRate(10);
    int free = 0;
    for (int i = 0; i < 100; i++) {
      free += rate.take(1_000_000_000L * 7) ? 1 : 0;
    }
    assertThat(free).isEqualTo(50);
    for (int i = 0; i < 100; i++) {
      free += rate.take(1_000_000_000L * 8) ? 1 : 0;
    }
    assertThat(free).isEqualTo(60);
    assertThat(new FreeRate(0).take(1)).isFalse();
  }
}
