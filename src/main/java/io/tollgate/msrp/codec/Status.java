package io.tollgate.msrp.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/** Status codes of RFC 4975 section 10 and RFC 7701 section 9. */
public enum Status {
  OK(200, "OK"),
  BAD_REQUEST(400, "Bad Request"),
  FORBIDDEN(403, "Forbidden"),
  NO_SUCH_PARTICIPANT(404, "Participant Not Found"),
  TIMEOUT(408, "Request Timeout"),
  STOP_SENDING(413, "Stop Sending Message"),
  MEDIA_TYPE(415, "Media Type Not Supported"),
  BAD_NICKNAME(424, "Nickname Malformed"),
  NICKNAME_IN_USE(425, "Nickname Reserved Or In Use"),
  NO_PRIVATE_MESSAGES(428, "Private Messages Not Supported"),
  NO_SESSION(481, "Session Does Not Exist"),
  METHOD(501, "Method Not Supported"),
  OTHER_CONNECTION(506, "Session Bound To Another Connection");

  private final int code;
  private final String text;
  private final byte[] line;

  Status(int code, String text) {
    this.code = code;
    this.text = code + " " + text;
    this.line = this.text.getBytes(US_ASCII);
  }

  public int code() {
    return code;
  }

  /** As in the Status header of a REPORT. */
  public static String report(int code) {
    for (Status status : values()) {
      if (status.code == code) {
        return "000 " + status.text;
      }
    }
    return "000 " + code + " Failed";
  }

  void writeTo(ByteBuf out) {
    out.writeBytes(line);
  }
}
