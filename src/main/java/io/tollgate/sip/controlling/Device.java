package io.tollgate.sip.controlling;

import io.tollgate.sip.trust.Identities;
import io.tollgate.sip.trust.Quoted;
import java.util.List;
import javax.servlet.sip.SipServletMessage;

/** Which device of a user a message comes from: its instance (RFC 5626 4.1), or its address. */
final class Device {
  private static final String INSTANCE = "+sip.instance=";

  private Device() {}

  static String of(SipServletMessage message) {
    String contact = message.getHeader("Contact");
    if (contact == null) {
      return "";
    }
    List<String> parts = Quoted.split(contact, ';');
    for (String part : parts) {
      if (part.regionMatches(true, 0, INSTANCE, 0, INSTANCE.length())) {
        return part.substring(INSTANCE.length());
      }
    }
    return Identities.bare(Identities.uri(contact));
  }
}
