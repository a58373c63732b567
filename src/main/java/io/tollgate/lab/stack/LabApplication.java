package io.tollgate.lab.stack;

import org.jdiameter.api.ApplicationId;

/** The two Diameter applications of charging (RFC 6733 clause 2.4, RFC 8506 clause 1.3). */
public enum LabApplication {
  ACCOUNTING(ApplicationId.createByAccAppId(0, 3)),
  CREDIT_CONTROL(ApplicationId.createByAuthAppId(0, 4));

  private final ApplicationId id;

  LabApplication(ApplicationId id) {
    this.id = id;
  }

  public ApplicationId id() {
    return id;
  }
}
