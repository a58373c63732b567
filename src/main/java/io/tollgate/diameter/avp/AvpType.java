package io.tollgate.diameter.avp;

/** The basic and derived data formats of RFC 6733 4.2 and 4.3 that the catalogue uses. */
public enum AvpType {
  OCTET_STRING(-1),
  UTF8_STRING(-1),
  DIAMETER_IDENTITY(-1),
  DIAMETER_URI(-1),
  INTEGER_32(4),
  INTEGER_64(8),
  UNSIGNED_32(4),
  UNSIGNED_64(8),
  FLOAT_32(4),
  FLOAT_64(8),
  ENUMERATED(4),
  TIME(4),
  ADDRESS(-1),
  GROUPED(-1);

  private final int fixedLength;

  AvpType(int fixedLength) {
    this.fixedLength = fixedLength;
  }

  /** Bytes of data every value of this type has, or -1 when the length varies. */
  public int fixedLength() {
    return fixedLength;
  }

  /** Whether the data is text on the wire. */
  public boolean isText() {
    return this == UTF8_STRING || this == DIAMETER_IDENTITY || this == DIAMETER_URI;
  }
}
