package io.tollgate.charging.enabler;

import io.tollgate.charging.Owner;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;

/** The door to charging for the rooms that run services. */
public interface ChargingEnablerUser {

  /** Opens the charging of a session; nothing is sent before its first walk. */
  ChargedSession open(SessionTerms terms, Owner owner, ServiceControl control);

  /**
   * The same for a service that nobody pays for, whatever is charged otherwise: what it walks is
   * what everybody walks where charging is off.
   */
  ChargedSession openFree(SessionTerms terms, Owner owner, ServiceControl control);
}
