package io.tollgate.sip.leg;

import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.body.BodyPart;
import io.tollgate.sip.body.Multipart;
import io.tollgate.sip.body.Sdp;
import io.tollgate.sip.content.SignallingBodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.servlet.sip.SipServletMessage;
import org.jspecify.annotations.Nullable;

/** Bodies as octets: nothing is decoded that is only passed on. */
public final class Bodies {

  private Bodies() {}

  public static void copy(SipServletMessage from, SipServletMessage to) {
    byte[] content = raw(from);
    if (content != null && content.length > 0 && SignallingBodies.goesOn(from)) {
      String type = from.getContentType();
      set(to, content, type == null ? "application/octet-stream" : type);
    }
  }

  public static byte @Nullable [] raw(SipServletMessage message) {
    try {
      return message.getRawContent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body, empty if there is none. */
  public static byte[] octets(SipServletMessage message) {
    byte[] content = raw(message);
    return content == null ? new byte[0] : content;
  }

  /** The session description, if the body is one. */
  public static @Nullable String sdp(SipServletMessage message) {
    String type = message.getContentType();
    byte[] content = raw(message);
    if (type == null || content == null || content.length == 0) {
      return null;
    }
    String kind = type.toLowerCase(Locale.ROOT);
    if (kind.startsWith("multipart/")) {
      return sdpAmong(type, content);
    }
    return kind.startsWith(Sdp.CONTENT_TYPE) ? new String(content, StandardCharsets.UTF_8) : null;
  }

  /** The body is a session description and nothing else. */
  static boolean isSdp(SipServletMessage message) {
    String type = message.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(Sdp.CONTENT_TYPE);
  }

  /** Beside it there may be a recipient list (RFC 5366 3) or whatever else. */
  private static @Nullable String sdpAmong(String type, byte[] content) {
    try {
      for (BodyPart part : Multipart.parts(type, null, content)) {
        if (part.type().is(Sdp.CONTENT_TYPE)) {
          return part.text();
        }
      }
      return null;
    } catch (BodyException unreadable) {
      return null;
    }
  }

  public static void setSdp(SipServletMessage message, String sdp) {
    set(message, sdp.getBytes(StandardCharsets.UTF_8), Sdp.CONTENT_TYPE);
  }

  /**
   * Replaces the session description in a body that was copied; what stands beside it goes on, a
   * first message for instance, or what is there for the other side alone.
   */
  public static void replaceSdp(SipServletMessage message, String sdp) {
    String type = message.getContentType();
    byte[] content = raw(message);
    if (type == null
        || content == null
        || !type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      setSdp(message, sdp);
      return;
    }
    try {
      set(
          message,
          Multipart.replacing(
              type, content, Sdp.CONTENT_TYPE, sdp.getBytes(StandardCharsets.UTF_8)),
          type);
    } catch (BodyException e) {
      // It has none that could be replaced: what was found to be one is all there is.
      setSdp(message, sdp);
    }
  }

  public static void set(SipServletMessage message, byte[] content, String type) {
    try {
      message.setContent(content, type);
    } catch (UnsupportedEncodingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
