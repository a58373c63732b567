package io.tollgate.charging.record;

/** Subscription-Id 443: who pays, in one numbering scheme. */
public record SubscriptionId(Type type, String data) {

  /** Subscription-Id-Type 450. */
  public enum Type {
    E164(0),
    IMSI(1),
    SIP_URI(2),
    NAI(3),
    PRIVATE(4);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }
}
