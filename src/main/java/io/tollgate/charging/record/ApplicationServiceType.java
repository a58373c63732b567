package io.tollgate.charging.record;

/**
 * Application-Service-Type 2102 (OMA DDS Charging Data 6.2.4): what this event was for its user.
 */
public enum ApplicationServiceType {
  SENDING(100),
  RECEIVING(101),
  RETRIEVAL(102),
  INVITING(103),
  LEAVING(104),
  JOINING(105);

  private final int code;

  ApplicationServiceType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
