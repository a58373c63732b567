package io.tollgate.charging.online;

import io.tollgate.charging.record.ServiceGrant;

/** Grants that no answer spelled out. */
final class Grants {

  private Grants() {}

  static ServiceGrant nothing() {
    return new ServiceGrant(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, false);
  }
}
