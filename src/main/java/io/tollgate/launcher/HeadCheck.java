package io.tollgate.launcher;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Looks at the head of one message while it is parsed, and tells what is wrong with it first. */
final class HeadCheck {

  /** Why a message is not taken: what its sender is answered. */
  record Objection(int status, String reason) {}

  private final HeadLimits limits;
  private int headers;
  private int octets;
  private @Nullable Objection objection;

  HeadCheck(HeadLimits limits) {
    this.limits = limits;
  }

  @Nullable Objection verdict() {
    return objection;
  }

  void firstLine(String line) {
    octets += line.length();
    int uri = line.lastIndexOf(' ') - line.indexOf(' ') - 1;
    if (!line.startsWith("SIP/") && uri > limits.requestUri()) {
      exceeds(414, "Request-URI", uri, limits.requestUri());
    }
  }

  /**
   * @param name in lower case; nothing: it has none
   */
  void header(String name, String line) {
    headers++;
    octets += line.length();
    if (headers > limits.headers()) {
      exceeds(400, "headers", headers, limits.headers());
    }
    switch (name) {
      case "call-id", "i" -> {
        int value = line.substring(line.indexOf(':') + 1).strip().length();
        if (value > limits.callId()) {
          exceeds(400, "Call-ID", value, limits.callId());
        }
      }
      case "from", "f", "to", "t", "contact", "m" -> {
        if (line.length() > limits.address()) {
          exceeds(400, name, line.length(), limits.address());
        }
      }
      default -> {}
    }
    if (octets > limits.head()) {
      exceeds(513, "head", octets, limits.head());
    }
  }

  /** The rest of the message can be read, and so it can be answered. */
  void refuse(String reason) {
    if (objection == null) {
      objection = new Objection(400, reason);
    }
  }

  void tags(SIPMessage message) {
    tag(message.getFrom() == null ? null : message.getFromTag());
    tag(message.getTo() == null ? null : message.getToTag());
  }

  /**
   * The stack writes a body in the charset that the message names, and fails where there is none of
   * that name; nobody behind it could read the body either (RFC 3261 21.4.13).
   */
  void charset(SIPMessage message) {
    ContentType type = message.getContentTypeHeader();
    String name = type == null ? null : type.getCharset();
    if (name != null && !isKnown(name) && objection == null) {
      objection = new Objection(415, "charset that nobody knows");
    }
  }

  private static boolean isKnown(String charset) {
    try {
      return Charset.isSupported(charset) && Charset.forName(charset).canEncode();
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  private void tag(@Nullable String tag) {
    if (tag != null && tag.length() > limits.tag()) {
      exceeds(400, "tag", tag.length(), limits.tag());
    }
  }

  private void exceeds(int status, String what, int is, int most) {
    if (objection == null) {
      objection = new Objection(status, what + " too large: " + is + ", at most " + most);
    }
  }
}
