package io.tollgate.sip.container;

import io.tollgate.sip.container.SipContainer.Origin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.servlet.sip.SipServletMessage;
import org.jspecify.annotations.Nullable;

/** What JSR 289 tells of where a message came from. */
final class PortableOrigins {

  private PortableOrigins() {}

  static Origin of(SipServletMessage message) {
    return new Origin(null, address(message.getInitialRemoteAddr()));
  }

  /** The container tells addresses, so nobody is asked for them. */
  static @Nullable InetAddress address(@Nullable String text) {
    if (text == null || !text.matches("[0-9.]+|[0-9a-fA-F:.%]*:[0-9a-fA-F:.%]*")) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
