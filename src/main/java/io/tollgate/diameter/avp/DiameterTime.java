package io.tollgate.diameter.avp;

import java.time.Instant;

/**
 * Time as Diameter writes it: seconds since 1900 in 32 bits (RFC 6733 4.3.1). The field wraps on 7
 * February 2036; values with the top bit clear are of the era after that (RFC 5905 6).
 */
public final class DiameterTime {
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final long ERA = 1L << 32;

  private DiameterTime() {}

  public static int toWire(Instant instant) {
    return (int) (instant.getEpochSecond() + SECONDS_1900_TO_1970);
  }

  public static Instant fromWire(int wire) {
    long seconds = Integer.toUnsignedLong(wire);
    long era = wire < 0 ? 0 : ERA;
    return Instant.ofEpochSecond(era + seconds - SECONDS_1900_TO_1970);
  }
}
