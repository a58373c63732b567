package io.tollgate.lab.stack;

import java.util.stream.Stream;
import org.jdiameter.api.ApplicationId;

/** The two Diameter applications of charging (RFC 6733 clause 2.4, RFC 8506 clause 1.3). */
public enum LabApplication {
  ACCOUNTING(ApplicationId.createByAccAppId(0, 3), ApplicationId.createByAccAppId(Code.TGPP, 3)),
  CREDIT_CONTROL(
      ApplicationId.createByAuthAppId(0, 4), ApplicationId.createByAuthAppId(Code.TGPP, 4));

  private final ApplicationId id;
  private final ApplicationId ofVendor;

  LabApplication(ApplicationId id, ApplicationId ofVendor) {
    this.id = id;
    this.ofVendor = ofVendor;
  }

  public ApplicationId id() {
    return id;
  }

  /** What requests may carry: some clients repeat it in a Vendor-Specific-Application-Id. */
  Stream<ApplicationId> accepted() {
    return Stream.of(id, ofVendor);
  }
}
