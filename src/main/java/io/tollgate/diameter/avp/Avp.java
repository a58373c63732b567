package io.tollgate.diameter.avp;

import java.util.Set;

/**
 * One row of the catalogue: what an AVP is called, how it is identified and what it may hold. Rows
 * are compared by identity: there is one of each.
 */
public final class Avp {
  private static final int IETF_HEADER = 8;
  private static final int VENDOR_HEADER = 12;

  private final String name;
  private final int code;
  private final int vendor;
  private final AvpType type;
  private final boolean mandatory;
  private final Set<Integer> values;
  private final Grammar members;
  private final long firstWords;

  /**
   * @param vendor 0 for IETF AVPs, which then carry no Vendor-Id field (RFC 6733 4.1)
   * @param mandatory the M flag we send and expect
   * @param values the enumerated values known to us; empty when any value is fine
   * @param members what a grouped AVP may contain; {@link Grammar#ANY} for other types
   */
  public Avp(
      String name,
      int code,
      int vendor,
      AvpType type,
      boolean mandatory,
      Set<Integer> values,
      Grammar members) {
    this.name = name;
    this.code = code;
    this.vendor = vendor;
    this.type = type;
    this.mandatory = mandatory;
    this.values = Set.copyOf(values);
    this.members = members;
    this.firstWords = (long) code << 32 | (long) flags() << 24;
  }

  public String name() {
    return name;
  }

  public int code() {
    return code;
  }

  public int vendor() {
    return vendor;
  }

  public AvpType type() {
    return type;
  }

  public Set<Integer> values() {
    return values;
  }

  public Grammar members() {
    return members;
  }

  /** Bytes before the data: 8, or 12 with a Vendor-Id. */
  public int headerLength() {
    return vendor == 0 ? IETF_HEADER : VENDOR_HEADER;
  }

  /** The flags octet: V, M; P is never set (RFC 6733 4.1 leaves it without a use). */
  public int flags() {
    return (vendor == 0 ? 0 : AvpHeader.VENDOR) | (mandatory ? AvpHeader.MANDATORY : 0);
  }

  /** Code, flags and a length of zero, as the first eight bytes on the wire. */
  long firstWords() {
    return firstWords;
  }

  /** The same AVP with its data in another format, for peers that see it so. */
  public Avp as(AvpType other) {
    return new Avp(name, code, vendor, other, mandatory, Set.of(), members);
  }

  @Override
  public String toString() {
    return name + " (" + code + (vendor == 0 ? ")" : "/" + vendor + ")");
  }
}
