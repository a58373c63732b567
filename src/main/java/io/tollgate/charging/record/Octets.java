package io.tollgate.charging.record;

import java.util.HexFormat;

/** Opaque octets that are handed back as they came, as a value. */
public record Octets(String hex) {

  public static Octets of(byte[] bytes) {
    return new Octets(HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
