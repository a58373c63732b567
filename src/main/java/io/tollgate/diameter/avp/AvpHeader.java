package io.tollgate.diameter.avp;

/** Flag bits of the AVP header (RFC 6733 4.1). */
public final class AvpHeader {
  public static final int VENDOR = 0x80;
  public static final int MANDATORY = 0x40;
  public static final int PROTECTED = 0x20;

  private AvpHeader() {}

  /** The length rounded up to the next 32-bit boundary. */
  public static int padded(int length) {
    return (length + 3) & ~3;
  }
}
