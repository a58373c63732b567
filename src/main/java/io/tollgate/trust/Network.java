package io.tollgate.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses that begin with the same bits: {@code 192.0.2.0/24}, {@code 2001:db8::/32}. */
public final class Network {
  private final byte[] start;
  private final int bits;

  private Network(byte[] start, int bits) {
    this.start = start;
    this.bits = bits;
  }

  /**
   * Reads an address or a network; null for a text that is neither, as a name.
   *
   * @throws IllegalArgumentException for one whose prefix cannot be
   */
  static @Nullable Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      if (slash >= 0) {
        throw new IllegalArgumentException(text + " (expected: an address before the /)");
      }
      return null;
    }
    int most = address.getAddress().length * 8;
    int bits = slash < 0 ? most : prefix(text, text.substring(slash + 1), most);
    return new Network(address.getAddress(), bits);
  }

  private static int prefix(String text, String digits, int most) {
    if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > most) {
      throw new IllegalArgumentException(text + " (expected: a prefix from 0 to " + most + ")");
    }
    return Integer.parseInt(digits);
  }

  /** The address that a text is, without asking anybody; null for a name. */
  public static @Nullable InetAddress address(String text) {
    String bare = text.startsWith("[") && text.endsWith("]") ? inner(text) : text;
    boolean literal =
        bare.matches("\\d{1,3}(\\.\\d{1,3}){3}") || bare.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.%]*");
    if (!literal) {
      return null;
    }
    try {
      return InetAddress.getByName(bare);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static String inner(String text) {
    return text.substring(1, text.length() - 1);
  }

  boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length != start.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(octets, 0, whole, start, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((octets[whole] ^ start[whole]) & 0xFF) >>> (8 - rest) == 0;
  }
}
