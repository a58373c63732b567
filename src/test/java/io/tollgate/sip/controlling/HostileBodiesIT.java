package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies of strangers, over TCP because most of them are large: refused, with a Warning. */
class HostileBodiesIT {
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final String ROOT =
      "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>";
  private static final String TAIL = "</list></resource-lists>";
  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=message 9 TCP/MSRP *\r\na=accept-types:message/cpim\r\n"
          + "a=path:msrp://127.0.0.1:9/a;tcp\r\n";

  private static ChargedStage stage;

  @BeforeAll
  static void start() {
    stage = new ChargedStage("both", "im", Map.of("conference.list-bytes", "2000000"));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @AfterEach
  void noConferenceCameOfItAndNothingWasCharged() {
    assertThat(stage.server.application().conferences().running()).isZero();
    assertThat(stage.lab.cdrs().sessions()).isEmpty();
    assertThat(stage.lab.ocs().engine().sessions()).isEmpty();
    assertThat(stage.ccrs()).isEmpty();
  }

  @Test
  void entitiesThatExplode() throws IOException {
    StringBuilder bomb =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a0 \"x\">");
    for (int i = 1; i < 12; i++) {
      bomb.append("<!ENTITY a").append(i).append(" \"");
      bomb.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
    }
    bomb.append("]>").append(ROOT).append("<entry uri=\"sip:b@x\"><display-name>&a11;");
    refused(list(bomb.append("</display-name></entry>").append(TAIL).toString()), 400);
  }

  @Test
  void aDocumentThatPointsOutside() throws IOException {
    refused(
        list(
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + ROOT
                + "<entry uri=\"sip:&e;@x\"/>"
                + TAIL),
        400);
  }

  @Test
  void aListOfAMegabyte() throws IOException {
    refused(list(XML + ROOT + "<!--" + "x".repeat(3_000_000) + "-->" + TAIL), 413);
  }

  @Test
  void tenThousandRecipients() throws IOException {
    StringBuilder entries = new StringBuilder(XML + ROOT);
    for (int i = 0; i < 10_000; i++) {
      entries.append("<entry uri=\"sip:u").append(i).append("@example.com\"/>");
    }
    refused(list(entries.append(TAIL).toString()), 413);
  }

  @Test
  void anUnknownEncoding() throws IOException {
    refused(list("<?xml version=\"1.0\" encoding=\"X-NONE\"?>" + ROOT + TAIL), 400);
  }

  @Test
  void aBrokenBoundary() throws IOException {
    refused("--lost\r\nContent-Type: application/sdp\r\n\r\n" + SDP, 400);
    refused("--list\r\nContent-Type: application/sdp\r\n\r\n" + SDP, 400);
  }

  @Test
  void aListWithItselfAndOneWithDuplicates() throws IOException {
    refused(list(XML + ROOT + "<entry uri=\"" + factory() + "\"/>" + TAIL), 400);
    refused(list(XML + ROOT + "<entry uri=\"sip:alice@example.com\"/>" + TAIL), 400);
    refused(list(XML + ROOT + "<entry uri=\"sip:b@x\"/><entry uri=\"sip:b@X;p=1\"/>" + TAIL), 400);
  }

  @Test
  void aListOfOtherThingsThanUsers() throws IOException {
    refused(list(XML + ROOT + "<entry uri=\"javascript:alert(1)\"/>" + TAIL), 400);
    refused(list(XML + ROOT + "<external anchor=\"http://127.0.0.1/x\"/>" + TAIL), 488);
    refused("{\"not\": \"multipart\"}", 400);
  }

  private static void refused(String body, int status) throws IOException {
    long before = used();
    SipText response = invite(body);
    assertThat(response.startLine()).startsWith("SIP/2.0 " + status);
    assertThat(response.header("Warning")).startsWith("399 ");
    assertThat(used() - before).isLessThan(64L << 20);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static String factory() {
    return "sip:conference-factory@127.0.0.1:" + stage.port();
  }

  private static String list(String document) {
    return "--list\r\nContent-Type: application/sdp\r\n\r\n"
        + SDP
        + "--list\r\nContent-Type: application/resource-lists+xml\r\n"
        + "Content-Disposition: recipient-list\r\n\r\n"
        + document
        + "\r\n--list--\r\n";
  }

  private static SipText invite(String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket("127.0.0.1", stage.port())) {
      socket.setSoTimeout(20_000);
      String head =
          "INVITE "
              + factory()
              + " SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:"
              + socket.getLocalPort()
              + ";branch=z9hG4bK"
              + UUID.randomUUID()
              + "\r\nFrom: <sip:alice@example.com>;tag=1\r\nTo: <"
              + factory()
              + ">\r\nCall-ID: "
              + UUID.randomUUID()
              + "\r\nCSeq: 1 INVITE\r\nContact: <sip:alice@127.0.0.1:"
              + socket.getLocalPort()
              + ";transport=tcp>\r\nMax-Forwards: 70\r\nRequire: recipient-list-invite\r\n"
              + "Content-Type: multipart/mixed;boundary=list\r\nContent-Length: "
              + bytes.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return finalResponse(socket.getInputStream());
    }
  }

  private static SipText finalResponse(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new AssertionError("closed after\n" + read.toString(StandardCharsets.UTF_8));
      }
      read.write(next);
      String text = read.toString(StandardCharsets.UTF_8);
      if (text.endsWith("\r\n\r\n")) {
        if (!text.startsWith("SIP/2.0 1")) {
          return new SipText(text);
        }
        read.reset();
      }
    }
  }
}
