package io.tollgate.diameter.command;

import io.tollgate.charging.record.ChargingInterface;

/** The Diameter application that each charging interface is. */
public final class Applications {
  /** Base accounting, in Acct-Application-Id (RFC 6733 2.4). */
  public static final int ACCOUNTING = 3;

  /** Credit control, in Auth-Application-Id (RFC 8506 12.1). */
  public static final int CREDIT_CONTROL = 4;

  private Applications() {}

  public static int of(ChargingInterface target) {
    return switch (target) {
      case CH1 -> ACCOUNTING;
      case CH2 -> CREDIT_CONTROL;
    };
  }
}
