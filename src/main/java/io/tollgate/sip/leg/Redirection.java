package io.tollgate.sip.leg;

import javax.servlet.sip.SipServletRequest;

/** A party is asked to call elsewhere (RFC 3515), as where it gets new units (RFC 8506 5.6.2). */
public final class Redirection {
  private Redirection() {}

  /**
   * Without a subscription: whether the party gets there shows in the session that it makes.
   *
   * @param refused run, on any thread, if the party does not take it
   * @return false if it cannot be asked, and nothing is run
   */
  public static boolean refer(Leg party, String uri, Runnable refused) {
    SipServletRequest refer = party.request("REFER");
    refer.setHeader("Refer-To", "<" + uri + ">");
    refer.setHeader("Refer-Sub", "false");
    refer.setHeader("Supported", "norefersub");
    return Exchange.start(
        refer,
        response -> {
          if (response.getStatus() >= 300) {
            refused.run();
          }
        });
  }
}
