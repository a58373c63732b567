package io.tollgate.charging.record;

/** The kinds of service units a quota can be given in (RFC 8506 8.17 to 8.19). */
public enum UnitType {
  /** CC-Time 420, seconds. */
  TIME,
  /** CC-Total-Octets 421. */
  TOTAL_OCTETS,
  /** CC-Input-Octets 412: from the charged user. */
  INPUT_OCTETS,
  /** CC-Output-Octets 414: towards the charged user. */
  OUTPUT_OCTETS,
  /** CC-Service-Specific-Units 417: messages. */
  SERVICE_SPECIFIC
}
