package io.tollgate.sip.body;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts a multipart/mixed body together. */
public final class MultipartWriter {

  private final String boundary;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  public MultipartWriter(String boundary) {
    this.boundary = boundary;
  }

  public MultipartWriter part(String type, String disposition, String content) {
    return part(type, disposition, content.getBytes(StandardCharsets.UTF_8));
  }

  /** As it was in another body. */
  public MultipartWriter part(BodyPart part) {
    ContentType disposition = part.disposition();
    return part(
        part.type().header(), disposition == null ? null : disposition.header(), part.bytes());
  }

  private MultipartWriter part(String type, @Nullable String disposition, byte[] content) {
    line("--" + boundary);
    line("Content-Type: " + type);
    if (disposition != null) {
      line("Content-Disposition: " + disposition);
    }
    line("");
    body.writeBytes(content);
    line("");
    return this;
  }

  private void line(String text) {
    body.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  public String contentType() {
    return ContentType.MULTIPART_MIXED + ";boundary=\"" + boundary + "\"";
  }

  public byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }
}
