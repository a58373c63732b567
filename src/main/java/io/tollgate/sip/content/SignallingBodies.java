package io.tollgate.sip.content;

import io.tollgate.content.Contents;
import io.tollgate.content.Signalling;
import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.body.BodyPart;
import io.tollgate.sip.body.Multipart;
import java.util.Locale;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletResponse;

/**
 * Which bodies go on uncharged: those of requests that are no messages, and of responses. Whatever
 * may be content is refused in a request (415) and left out of a response.
 */
public final class SignallingBodies {
  /** For a 415. */
  public static final String ACCEPTED =
      "application/sdp, application/resource-lists+xml, application/simple-filter+xml,"
          + " application/pidf+xml, application/conference-info+xml, message/sipfrag,"
          + " application/dtmf-relay, application/im-iscomposing+xml, message/imdn+xml";

  private static final Signalling SIGNALLING = new Signalling();

  private SignallingBodies() {}

  public static boolean isOne(SipServletMessage message) {
    byte[] body = Bytes.of(message);
    String type = message.getContentType();
    if (body.length == 0) {
      return true;
    }
    if (type == null || message.getHeader("Content-Encoding") != null) {
      return false;
    }
    try {
      if (!type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
        return isOne(type, body);
      }
      for (BodyPart part : Multipart.parts(type, null, body)) {
        if (!isOne(part.type().header(), part.bytes())) {
          return false;
        }
      }
      return body.length <= Contents.MAX_FREE * 4;
    } catch (BodyException unreadable) {
      return false;
    }
  }

  private static boolean isOne(String type, byte[] body) {
    return SIGNALLING.is(type, body) || Contents.of(type, body).isFree();
  }

  /** A response may repeat no body of a sender's making. */
  public static boolean goesOn(SipServletMessage message) {
    return !(message instanceof SipServletResponse) || isOne(message);
  }
}
