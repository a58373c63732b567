package io.tollgate.diameter.avp;

import java.util.Set;

/**
 * One row of the catalogue: what an AVP is called, how it is identified and what it may hold.
 *
 * @param vendor 0 for IETF AVPs, which then carry no Vendor-Id field (RFC 6733 4.1)
 * @param mandatory the M flag we send and expect
 * @param values the enumerated values known to us; empty when any value is fine
 * @param members what a grouped AVP may contain; {@link Grammar#ANY} for other types
 */
public record Avp(
    String name,
    int code,
    int vendor,
    AvpType type,
    boolean mandatory,
    Set<Integer> values,
    Grammar members) {

  /** Bytes before the data: 8, or 12 with a Vendor-Id. */
  public int headerLength() {
    return vendor == 0 ? 8 : 12;
  }

  /** The flags octet: V, M; P is never set (RFC 6733 4.1 leaves it without a use). */
  public int flags() {
    return (vendor == 0 ? 0 : AvpHeader.VENDOR) | (mandatory ? AvpHeader.MANDATORY : 0);
  }

  @Override
  public String toString() {
    return name + " (" + code + (vendor == 0 ? ")" : "/" + vendor + ")");
  }
}
