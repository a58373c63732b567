package io.tollgate.msrp.codec;

/** How a frame, or a piece of it, ends (RFC 4975 section 9, continuation-flag). */
public final class Flag {
  /** The frame goes on. */
  public static final byte OPEN = 0;

  public static final byte LAST = '$';
  public static final byte MORE = '+';
  public static final byte ABORTED = '#';

  private Flag() {}
}
