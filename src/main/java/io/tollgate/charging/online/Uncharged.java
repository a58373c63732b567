package io.tollgate.charging.online;

import io.tollgate.charging.online.Changes.End;

/**
 * Idle in the tables, and the service goes on without credit control: free (4011), or because
 * credit control failed under CONTINUE. In the second case a new session is tried now and then, so
 * that the service is charged again when the OCS is back.
 */
final class Uncharged extends CreditState {

  private final boolean retries;

  Uncharged(ChargedSession session, boolean retries) {
    super(session);
    this.retries = retries;
  }

  @Override
  String rfcName() {
    return "Idle";
  }

  @Override
  CreditState alarm() {
    if (!retries) {
      return this;
    }
    session.requests().initialAgain();
    return new PendingInitial(session, new Changes(), true);
  }

  @Override
  CreditState end(End end) {
    return closed();
  }

  @Override
  boolean isOwing() {
    return false;
  }
}
