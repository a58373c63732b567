package io.tollgate.sip.container;

import gov.nist.javax.sip.message.SIPMessage;
import io.tollgate.sip.container.SipContainer.Origin;
import java.net.InetAddress;
import javax.servlet.sip.SipServletMessage;
import org.mobicents.servlet.sip.message.SipServletMessageImpl;

/**
 * Restcomm tells an address out of the Via, which anybody may write, of messages that have no
 * transaction; the stack's own message knows where it came from.
 */
final class RestcommOrigins {

  private RestcommOrigins() {}

  /** As it came, or nearly so: nobody else counts what the stack has read. */
  static int octets(SipServletMessage message) {
    return message instanceof SipServletMessageImpl own
            && own.getMessage() instanceof SIPMessage received
        ? received.getSize() + Math.max(0, message.getContentLength())
        : 0;
  }

  /** The stack's own message, or what stands for it. */
  static Object stackMessage(SipServletMessage message) {
    return message instanceof SipServletMessageImpl own ? own.getMessage() : message;
  }

  static Origin of(SipServletMessage message) {
    if (!(message instanceof SipServletMessageImpl own)
        || !(own.getMessage() instanceof SIPMessage received)) {
      return PortableOrigins.of(message);
    }
    InetAddress source = received.getPeerPacketSourceAddress();
    return new Origin(null, source);
  }
}
