package io.tollgate.lab.ocs;

/** Amounts of the three units in which quota is granted and used. */
public record Units(long messages, long octets, long seconds) {

  public static final Units NONE = new Units(0, 0, 0);

  public boolean isNone() {
    return messages == 0 && octets == 0 && seconds == 0;
  }

  public Units plus(Units other) {
    return new Units(messages + other.messages, octets + other.octets, seconds + other.seconds);
  }

  /** The same share of each unit, rounded down. */
  Units share(long part, long whole) {
    double factor = (double) part / whole;
    return new Units(
        (long) (messages * factor), (long) (octets * factor), (long) (seconds * factor));
  }

  /** As text: {@code m10o0s300}. */
  @Override
  public String toString() {
    return "m" + messages + "o" + octets + "s" + seconds;
  }

  public static Units parse(String text) {
    String[] parts = text.split("[mos]");
    if (parts.length != 4) {
      throw new IllegalArgumentException("units: " + text + " (expected: like m10o0s300)");
    }
    return new Units(Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
  }
}
