package io.tollgate.diameter.transport;

/** The two interfaces to the charging system, each a Diameter application. */
public enum ChargingInterface {
  /** Offline charging: base accounting, Acct-Application-Id 3 (RFC 6733 2.4). */
  RF(3),
  /** Online charging: credit control, Auth-Application-Id 4 (RFC 8506 12.1). */
  RO(4);

  private final int applicationId;

  ChargingInterface(int applicationId) {
    this.applicationId = applicationId;
  }

  public int applicationId() {
    return applicationId;
  }
}
