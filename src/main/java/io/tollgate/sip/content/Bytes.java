package io.tollgate.sip.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.servlet.sip.SipServletMessage;

/** Bodies as they came. */
final class Bytes {

  private Bytes() {}

  static byte[] of(SipServletMessage message) {
    try {
      byte[] content = message.getRawContent();
      return content == null ? new byte[0] : content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
