package io.tollgate.sip.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MultipartTest {

  private static List<BodyPart> parts(String type, String body) throws BodyException {
    return Multipart.parts(type, null, body.getBytes(StandardCharsets.UTF_8));
  }

  private static int status(String type, String body) {
    return catchThrowableOfType(BodyException.class, () -> parts(type, body)).status();
  }

  @Test
  void takesSdpAndRecipientListApart() throws BodyException {
    MultipartWriter writer =
        new MultipartWriter("bound")
            .part("application/sdp", "session", "v=0\r\n")
            .part("application/resource-lists+xml; charset=UTF-8", "recipient-list", "<x/>");
    List<BodyPart> parts = Multipart.parts(writer.contentType(), null, writer.bytes());
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).type().is(ContentType.SDP)).isTrue();
    assertThat(parts.get(0).text()).isEqualTo("v=0\r\n");
    assertThat(parts.get(1).type().is(ContentType.RESOURCE_LISTS)).isTrue();
    assertThat(parts.get(1).hasDisposition("recipient-list")).isTrue();
    assertThat(parts.get(1).text()).isEqualTo("<x/>");
  }

  @Test
  void aPartIsTheSameInAnotherBody() throws BodyException {
    BodyPart part =
        parts(
                "multipart/mixed;boundary=b",
                "--b\r\nContent-Type: text/plain;charset=\"a \\\"b\\\"\"\r\n"
                    + "Content-Disposition: render;handling=optional\r\n\r\nhi\r\n--b--")
            .get(0);
    MultipartWriter writer = new MultipartWriter("other").part(part).part(part);
    List<BodyPart> again = Multipart.parts(writer.contentType(), null, writer.bytes());
    assertThat(again).hasSize(2);
    assertThat(again.get(1).type()).isEqualTo(part.type());
    assertThat(again.get(1).disposition()).isEqualTo(part.disposition());
    assertThat(again.get(1).text()).isEqualTo("hi");
  }

  @Test
  void aBodyThatIsNoMultipartIsItsOnlyPart() throws BodyException {
    assertThat(parts("application/sdp", "v=0").get(0).text()).isEqualTo("v=0");
  }

  @Test
  void keepsAContentIdWithoutItsBrackets() throws BodyException {
    String body = "--b\r\nContent-Type: text/plain\r\nContent-ID: <list1@x>\r\n\r\nhi\r\n--b--";
    assertThat(parts("multipart/mixed;boundary=b", body).get(0).contentId()).isEqualTo("list1@x");
  }

  @Test
  void doesNotTakeALongerBoundaryForItsOwn() throws BodyException {
    String body = "--a\r\n\r\n--ab\r\ninner\r\n--a--\r\n";
    assertThat(parts("multipart/mixed;boundary=a", body).get(0).text()).isEqualTo("--ab\r\ninner");
  }

  @Test
  void refusesBrokenBoundaries() {
    assertThat(status("multipart/mixed", "--b\r\n")).isEqualTo(400);
    assertThat(status("multipart/mixed;boundary=b", "no boundary here")).isEqualTo(400);
    assertThat(status("multipart/mixed;boundary=b", "--b\r\nA: b\r\n\r\nnever closed"))
        .isEqualTo(400);
    assertThat(status("multipart/mixed;boundary=b", "--b\r\nno empty line\r\n--b--"))
        .isEqualTo(400);
    assertThat(status("multipart/mixed;boundary=" + "b".repeat(71), "x")).isEqualTo(400);
  }

  @Test
  void refusesTooManyPartsAndEncodedOnes() {
    String many = "--b\r\n\r\nx\r\n".repeat(17) + "--b--";
    assertThat(status("multipart/mixed;boundary=b", many)).isEqualTo(413);
    String encoded = "--b\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--b--";
    assertThat(status("multipart/mixed;boundary=b", encoded)).isEqualTo(415);
  }

  @Property(tries = 2000)
  void anythingIsEitherTakenApartOrRefused(@ForAll byte[] body) {
    try {
      Multipart.parts("multipart/mixed;boundary=\"-\"", null, body);
    } catch (BodyException refused) {
      assertThat(refused.status()).isBetween(400, 488);
    }
  }
}
