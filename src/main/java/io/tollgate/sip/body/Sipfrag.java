package io.tollgate.sip.body;

/** The body of a NOTIFY that reports on a REFER (RFC 3515 2.4.4): the status line alone. */
public final class Sipfrag {

  public static final String TYPE = "message/sipfrag;version=2.0";

  private Sipfrag() {}

  public static String of(int status, String reason) {
    return "SIP/2.0 " + status + " " + reason + "\r\n";
  }
}
