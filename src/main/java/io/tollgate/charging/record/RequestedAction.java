package io.tollgate.charging.record;

/** Requested-Action 436, in one-time events. */
public enum RequestedAction {
  DIRECT_DEBITING(0),
  REFUND_ACCOUNT(1),
  CHECK_BALANCE(2),
  PRICE_ENQUIRY(3);

  private final int code;

  RequestedAction(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
