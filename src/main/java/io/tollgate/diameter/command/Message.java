package io.tollgate.diameter.command;

import io.tollgate.diameter.avp.Avps;

/** A decoded Diameter message: the fields of the header (RFC 6733 3) and the AVPs. */
public record Message(
    int flags, int command, int application, int hopByHop, int endToEnd, Avps avps) {

  public static final int REQUEST = 0x80;
  public static final int PROXIABLE = 0x40;
  public static final int ERROR = 0x20;
  public static final int RETRANSMITTED = 0x10;

  public boolean isRequest() {
    return (flags & REQUEST) != 0;
  }

  public boolean isError() {
    return (flags & ERROR) != 0;
  }

  public boolean isRetransmission() {
    return (flags & RETRANSMITTED) != 0;
  }
}
