package io.tollgate.msrp.codec;

import java.security.SecureRandom;

/**
 * Transaction ids that no sender can foresee: content that held the id of its own frame would end
 * it early, and pass as frames of its own on a connection that others share. Ten characters are
 * random, nine count up, so that an answer finds its request quickly.
 */
public final class TransactionIds {
  public static final int LENGTH = 19;
  private static final int RANDOM_CHARS = 10;
  private static final byte[] ALPHABET = {
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
    't', 'u', 'v', 'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7'
  };

  private final SecureRandom source = new SecureRandom();
  private final byte[] pool = new byte[8 * 512];
  private int used = pool.length;
  private long sequence;
  private long random;
  private final byte[] current = new byte[LENGTH];

  /** Makes the next id; {@link #current}, {@link #sequence} and {@link #random} tell it. */
  public byte[] next() {
    if (used == pool.length) {
      source.nextBytes(pool);
      used = 0;
    }
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = bits << 8 | pool[used++] & 0xff;
    }
    random = bits & (1L << 5 * RANDOM_CHARS) - 1;
    sequence = sequence + 1 & (1L << 5 * (LENGTH - RANDOM_CHARS)) - 1;
    write(random, 0, RANDOM_CHARS);
    write(sequence, RANDOM_CHARS, LENGTH);
    return current;
  }

  private void write(long value, int from, int to) {
    long rest = value;
    for (int i = to - 1; i >= from; i--) {
      current[i] = ALPHABET[(int) (rest & 31)];
      rest >>>= 5;
    }
  }

  public byte[] current() {
    return current;
  }

  public long sequence() {
    return sequence;
  }

  public long random() {
    return random;
  }

  /** The random part of an id that came back, or -1 when it is none of ours. */
  public static long randomOf(Head head) {
    return head.tidLength == LENGTH ? read(head.bytes, head.tidAt, RANDOM_CHARS) : -1;
  }

  /** The counting part of an id that came back, or -1. */
  public static long sequenceOf(Head head) {
    return head.tidLength == LENGTH
        ? read(head.bytes, head.tidAt + RANDOM_CHARS, LENGTH - RANDOM_CHARS)
        : -1;
  }

  private static long read(byte[] bytes, int at, int length) {
    long value = 0;
    for (int i = at; i < at + length; i++) {
      int b = bytes[i];
      int digit = b >= 'a' && b <= 'z' ? b - 'a' : b >= '2' && b <= '7' ? b - '2' + 26 : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 5 | digit;
    }
    return value;
  }
}
