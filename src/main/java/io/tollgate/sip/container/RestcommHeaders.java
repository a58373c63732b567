package io.tollgate.sip.container;

import java.util.ListIterator;
import javax.servlet.sip.SipServletMessage;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.message.SipServletMessageImpl;

/** Restcomm keeps the header lines that its parser does not take, and hides them. */
final class RestcommHeaders {

  private RestcommHeaders() {}

  static @Nullable String hidden(SipServletMessage message, String name) {
    if (!(message instanceof SipServletMessageImpl own)) {
      return null;
    }
    ListIterator<?> lines = own.getMessage().getUnrecognizedHeaders();
    while (lines != null && lines.hasNext()) {
      String line = String.valueOf(lines.next());
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return null;
  }
}
