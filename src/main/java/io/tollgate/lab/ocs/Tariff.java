package io.tollgate.lab.ocs;

/** What units cost, in millionths. */
public record Tariff(long message, long octet, long minute) {

  private static final long SECONDS = 60;

  long cost(Units units) {
    return units.messages() * message
        + units.octets() * octet
        + (units.seconds() * minute + SECONDS - 1) / SECONDS;
  }
}
