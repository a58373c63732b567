package io.tollgate.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Random;

/** Changes octets of what is valid, so that it nearly still is. */
final class Mutator {
  private static final String[] TOKENS = {
    "\r\n",
    "\n",
    "\r",
    "\r\n ",
    "\r\n\r\n",
    "\0",
    ";",
    ",",
    ":",
    "=",
    "<",
    ">",
    "\"",
    "\\",
    "@",
    "%00",
    "%",
    " ",
    "\t",
    "-1",
    "0",
    "2147483648",
    "99999999999999999999",
    "é",
    "\u00ff\u00fe",
    "sip:",
    "sips:",
    "tel:",
    "urn:service:sos",
    "*",
    "[::1]",
    "127.0.0.9",
    "SIP/2.0",
    "tag=",
    "branch=z9hG4bK",
    "Content-Length: 7",
    "Via: ",
    "Route: <sip:127.0.0.9;lr>",
    "transport=tcp",
    "maddr=127.0.0.9",
    "<!DOCTYPE x [<!ENTITY y 'z'>]>",
    "&y;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-------",
    "MSRP ",
    "$",
    "#",
    "+"
  };

  private final Random random;

  Mutator(Random random) {
    this.random = random;
  }

  byte[] mutate(byte[] valid) {
    byte[] result = valid;
    for (int i = random.nextInt(4); i >= 0; i--) {
      result = once(result);
    }
    return result;
  }

  String mutate(String valid) {
    return new String(mutate(valid.getBytes(ISO_8859_1)), ISO_8859_1);
  }

  private byte[] once(byte[] from) {
    if (from.length == 0) {
      return from;
    }
    int at = random.nextInt(from.length);
    int length = Math.min(from.length - at, 1 + random.nextInt(12));
    return switch (random.nextInt(9)) {
      case 0 -> put(from, at, 0, token());
      case 1 -> put(from, at, length, token());
      case 2 -> put(from, at, length, new byte[0]);
      case 3 -> put(from, at, 0, Arrays.copyOfRange(from, at, at + length));
      case 4 -> put(from, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 5 -> put(from, at, 1, new byte[] {(byte) (from[at] ^ 1 << random.nextInt(8))});
      case 6 -> line(from, at);
      case 7 -> repeated(from, at, length);
      default -> random.nextInt(8) == 0 ? Arrays.copyOf(from, at) : put(from, at, 0, token());
    };
  }

  private byte[] token() {
    return TOKENS[random.nextInt(TOKENS.length)].getBytes(ISO_8859_1);
  }

  /** A line once more, or one less. */
  private byte[] line(byte[] from, int at) {
    String text = new String(from, ISO_8859_1);
    int begin = text.lastIndexOf("\r\n", at);
    int end = text.indexOf("\r\n", at);
    if (begin < 0 || end < 0 || begin >= end) {
      return from;
    }
    byte[] line = text.substring(begin, end).getBytes(ISO_8859_1);
    return random.nextBoolean()
        ? put(from, begin, 0, line)
        : put(from, begin, line.length, new byte[0]);
  }

  private byte[] repeated(byte[] from, int at, int length) {
    byte[] piece = Arrays.copyOfRange(from, at, at + length);
    int times = 1 + random.nextInt(200);
    byte[] many = new byte[piece.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(piece, 0, many, i * piece.length, piece.length);
    }
    return put(from, at, 0, many);
  }

  private static byte[] put(byte[] into, int at, int instead, byte[] piece) {
    byte[] result = new byte[into.length - instead + piece.length];
    System.arraycopy(into, 0, result, 0, at);
    System.arraycopy(piece, 0, result, at, piece.length);
    System.arraycopy(into, at + instead, result, at + piece.length, into.length - at - instead);
    return result;
  }
}
