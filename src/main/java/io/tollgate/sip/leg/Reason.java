package io.tollgate.sip.leg;

import io.tollgate.charging.Refusal;
import io.tollgate.sip.trust.Quoted;

/** The Reason header (RFC 3326): why this node ends or refuses something. */
public final class Reason {
  public static final String HEADER = "Reason";

  private Reason() {}

  public static String of(Refusal refusal) {
    return of(refusal.status(), refusal.reason());
  }

  public static String of(int status, String text) {
    return "SIP;cause=" + status + ";text=" + Quoted.quote(text);
  }
}
