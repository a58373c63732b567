package io.tollgate.diameter.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses that begin alike: {@code 10.1.0.0/16}, {@code 2001:db8::/32}, or a single one. */
public record AddressRange(InetAddress first, int prefix) {

  /**
   * @throws IllegalArgumentException with the text and what was expected
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!isLiteral(address)) {
      throw wrong(text);
    }
    try {
      InetAddress first = InetAddress.getByName(address);
      int longest = first.getAddress().length * 8;
      int prefix = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
      if (prefix >= 0 && prefix <= longest) {
        return new AddressRange(first, prefix);
      }
    } catch (UnknownHostException | NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  /** An address and no name: nothing has to be looked up. */
  public static boolean isLiteral(String address) {
    return address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
        || address.indexOf(':') >= 0 && address.matches("[0-9A-Fa-f:.]+");
  }

  public boolean contains(InetAddress other) {
    byte[] ours = first.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit += 8) {
      int mask = prefix - bit >= 8 ? 0xFF : 0xFF << 8 - (prefix - bit) & 0xFF;
      if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefix;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" (expected: an address or a network, like 10.1.0.0/16)");
  }
}
