package io.tollgate.msrpclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * A message to send.
 *
 * @param chunk octets of a chunk; the whole body in one if it is larger
 * @param failureReport yes, no or partial; "" leaves the header out
 * @param successReport yes or no; "" leaves the header out
 */
public record Outgoing(
    String messageId,
    String contentType,
    byte[] body,
    int chunk,
    String failureReport,
    String successReport) {

  public static Outgoing text(String text) {
    return binary(text.getBytes(UTF_8)).as("text/plain");
  }

  public static Outgoing binary(byte[] body) {
    return new Outgoing(Ids.next(), "application/octet-stream", body, Integer.MAX_VALUE, "", "");
  }

  /** Wrapped in CPIM, as conferences want it. */
  public static Outgoing cpim(String from, String to, String innerType, byte[] content) {
    byte[] head =
        ("From: <"
                + from
                + ">\r\nTo: <"
                + to
                + ">\r\nDateTime: 2026-01-01T00:00:00Z\r\n\r\nContent-Type: "
                + innerType
                + "\r\n\r\n")
            .getBytes(UTF_8);
    byte[] body = new byte[head.length + content.length];
    System.arraycopy(head, 0, body, 0, head.length);
    System.arraycopy(content, 0, body, head.length, content.length);
    return binary(body).as("message/cpim");
  }

  public String sha256Hex() {
    return HexFormat.of().formatHex(Received.sha256().digest(body));
  }

  public Outgoing as(String type) {
    return new Outgoing(messageId, type, body, chunk, failureReport, successReport);
  }

  public Outgoing withId(String id) {
    return new Outgoing(id, contentType, body, chunk, failureReport, successReport);
  }

  public Outgoing inChunksOf(int octets) {
    return new Outgoing(messageId, contentType, body, octets, failureReport, successReport);
  }

  public Outgoing failureReport(String value) {
    return new Outgoing(messageId, contentType, body, chunk, value, successReport);
  }

  public Outgoing successReport(String value) {
    return new Outgoing(messageId, contentType, body, chunk, failureReport, value);
  }
}
