package io.tollgate.msrp.sdp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.msrp.MsrpSdpException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageSdpTest {
  private static final MsrpUri OURS = MsrpUri.of(false, "198.51.100.7", 2855, "t0llgate");

  private static String sdp(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  private static final String CHAT =
      sdp(
          "v=0",
          "o=alice 1 1 IN IP4 192.0.2.1",
          "s=-",
          "c=IN IP4 192.0.2.1",
          "t=0 0",
          "m=audio 4000 RTP/AVP 0",
          "m=message 7394 TCP/MSRP *",
          "a=accept-types:message/cpim text/plain",
          "a=accept-wrapped-types:*",
          "a=max-size:5000",
          "a=setup:actpass",
          "a=msrp-cema",
          "a=file-selector:name:\"a b.jpg\" type:image/jpeg size:4092 hash:sha-1:AA",
          "a=path:msrp://relay.example:9000/r;tcp msrp://192.0.2.1:7394/2s93i9ek2a;tcp");

  @Test
  void readsWhatThePeerSays() {
    MessageMedia media = MessageSdp.read(CHAT);

    assertThat(media).isNotNull();
    assertThat(requireNonNull(media).path())
        .extracting(MsrpUri::sessionId)
        .containsExactly("r", "2s93i9ek2a");
    assertThat(media.acceptTypes()).containsExactly("message/cpim", "text/plain");
    assertThat(media.wrappedTypes()).containsExactly("*");
    assertThat(media.maxSize()).hasValue(5000);
    assertThat(media.fileSize()).hasValue(4092);
    assertThat(media.setup()).isEqualTo(Setup.ACTPASS);
    assertThat(media.cema()).isTrue();
    assertThat(media.toPath())
        .isEqualTo("msrp://relay.example:9000/r;tcp msrp://192.0.2.1:7394/2s93i9ek2a;tcp");
  }

  @Test
  void aFileNameDoesNotSayTheSize() {
    String sdp = CHAT.replace("\"a b.jpg\"", "\"a size:1 b.jpg\"");

    assertThat(requireNonNull(MessageSdp.read(sdp)).fileSize()).hasValue(4092);
  }

  @Test
  void whoWantsNoConnectionForNowGetsNone() {
    assertThat(Setup.answering(Setup.HOLDCONN)).isEqualTo(Setup.HOLDCONN);
    assertThat(Setup.offererConnects(Setup.HOLDCONN)).isFalse();
  }

  @Test
  void connectsToTheFirstHopUnlessThePeerHasCema() {
    MessageMedia cema = MessageSdp.read(CHAT);
    MessageMedia plain = MessageSdp.read(CHAT.replace("a=msrp-cema\r\n", ""));

    assertThat(requireNonNull(cema).connectHost() + ":" + cema.connectPort())
        .isEqualTo("192.0.2.1:7394");
    assertThat(requireNonNull(plain).connectHost() + ":" + plain.connectPort())
        .isEqualTo("relay.example:9000");
  }

  @Test
  void putsTollgateInThePathAndKeepsTheRest() {
    String anchored = MessageSdp.anchor(CHAT, new LocalMedia(OURS, Setup.PASSIVE, null, 1_000_000));

    assertThat(anchored.lines())
        .containsExactly(
            "v=0",
            "o=alice 1 1 IN IP4 192.0.2.1",
            "s=-",
            "c=IN IP4 192.0.2.1",
            "t=0 0",
            "m=audio 4000 RTP/AVP 0",
            "m=message 2855 TCP/MSRP *",
            "c=IN IP4 198.51.100.7",
            "a=accept-types:message/cpim text/plain",
            "a=accept-wrapped-types:*",
            "a=max-size:5000",
            "a=msrp-cema",
            "a=file-selector:name:\"a b.jpg\" type:image/jpeg size:4092 hash:sha-1:AA",
            "a=path:msrp://198.51.100.7:2855/t0llgate;tcp",
            "a=setup:passive");
  }

  @Test
  void lowersALargerMaxSizeToItsOwn() {
    String anchored = MessageSdp.anchor(CHAT, new LocalMedia(OURS, null, null, 4000));

    assertThat(anchored).contains("a=max-size:4000").doesNotContain("a=setup");
  }

  @Test
  void swapsProtocolAndFingerprintBetweenTheLegs() {
    String secure =
        CHAT.replace("TCP/MSRP", "TCP/TLS/MSRP").replace("a=setup", "a=fingerprint:X\r\na=setup");

    assertThat(requireNonNull(MessageSdp.read(secure)).secure()).isTrue();
    assertThat(requireNonNull(MessageSdp.read(secure)).fingerprint()).isEqualTo("X");
    assertThat(MessageSdp.anchor(secure, new LocalMedia(OURS, null, null, 1)))
        .contains("m=message 2855 TCP/MSRP *")
        .doesNotContain("fingerprint");
    MsrpUri ours = MsrpUri.of(true, "h", 2856, "s");
    assertThat(MessageSdp.anchor(CHAT, new LocalMedia(ours, null, "sha-256 AB", 1)))
        .contains("m=message 2856 TCP/TLS/MSRP *", "a=fingerprint:sha-256 AB");
  }

  @Test
  void leavesAnSdpWithoutMessageMediaAlone() {
    String audio = CHAT.replace("m=message 7394", "m=message 0");

    assertThat(MessageSdp.carriesMessages(audio)).isFalse();
    assertThat(MessageSdp.read(audio)).isNull();
    assertThat(MessageSdp.anchor(audio, new LocalMedia(OURS, null, null, 1))).isEqualTo(audio);
  }

  @Test
  void declinesASecondMessageMedia() {
    String two = CHAT + "m=message 9 TCP/MSRP *\r\na=path:msrp://h:9/x;tcp\r\n";

    assertThat(MessageSdp.anchor(two, new LocalMedia(OURS, null, null, 1)))
        .contains("m=message 0 TCP/MSRP *");
  }

  @Test
  void saysWhatIsWrongWithAPath() {
    for (String path :
        List.of(
            "a=pathos:x",
            "a=path:http://h/x",
            "a=path:msrp://h:70000/x;tcp",
            "a=path:msrp://h:1/x;udp",
            "a=path:msrp://h:1/x;tcp ".repeat(1) + "msrp://h:1/x;tcp ".repeat(9))) {
      String bad = CHAT.replaceFirst("a=path:.*\r\n", path + "\r\n");
      assertThatThrownBy(() -> MessageSdp.read(bad))
          .as(path)
          .isInstanceOf(MsrpSdpException.class)
          .hasMessageContaining("expected");
    }
  }

  @Test
  void aFocusDeclinesOtherMediaAndOffersCpim() {
    FocusSdp focus = new FocusSdp(true, true);

    String answer = focus.answer(CHAT, 7, 1, new LocalMedia(OURS, Setup.PASSIVE, null, 1000));

    assertThat(answer.lines())
        .containsSubsequence(
            "m=audio 0 RTP/AVP 0",
            "m=message 2855 TCP/MSRP *",
            "a=accept-types:message/cpim",
            "a=accept-wrapped-types:*",
            "a=path:msrp://198.51.100.7:2855/t0llgate;tcp",
            "a=chatroom:nickname private-messages",
            "a=setup:passive");
    assertThat(MessageSdp.read(answer)).isNotNull();
  }
}
