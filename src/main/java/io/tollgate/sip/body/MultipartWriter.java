package io.tollgate.sip.body;

import java.nio.charset.StandardCharsets;

/** Puts a multipart/mixed body together. */
public final class MultipartWriter {

  private final String boundary;
  private final StringBuilder text = new StringBuilder();

  public MultipartWriter(String boundary) {
    this.boundary = boundary;
  }

  public MultipartWriter part(String type, String disposition, String content) {
    text.append("--").append(boundary).append("\r\n");
    text.append("Content-Type: ").append(type).append("\r\n");
    text.append("Content-Disposition: ").append(disposition).append("\r\n\r\n");
    text.append(content).append("\r\n");
    return this;
  }

  public String contentType() {
    return ContentType.MULTIPART_MIXED + ";boundary=\"" + boundary + "\"";
  }

  public byte[] bytes() {
    return (text + "--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
