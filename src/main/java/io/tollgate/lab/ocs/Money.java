package io.tollgate.lab.ocs;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money as millionths, so that the price of an octet is still a whole number. */
public final class Money {

  private static final int DIGITS = 6;

  private Money() {}

  public static long parse(String text) {
    try {
      return new BigDecimal(text)
          .movePointRight(DIGITS)
          .setScale(0, RoundingMode.HALF_UP)
          .longValueExact();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("amount: " + text + " (expected: like 12.5)", e);
    }
  }

  public static String text(long millionths) {
    BigDecimal amount = BigDecimal.valueOf(millionths, DIGITS).stripTrailingZeros();
    return amount.toPlainString();
  }
}
