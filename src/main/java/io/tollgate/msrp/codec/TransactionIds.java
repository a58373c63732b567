package io.tollgate.msrp.codec;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

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

  private final Cipher source = keystream();
  private final byte[] zeros = new byte[8 * 512];
  private final byte[] pool = new byte[zeros.length];
  private int used = pool.length;
  private long sequence;
  private long random;
  private final byte[] current = new byte[LENGTH];

  /** A stream that nobody foresees without its key, many times as fast as {@link SecureRandom}. */
  private static Cipher keystream() {
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(seed, 0, 16, "AES"),
          new IvParameterSpec(seed, 16, 16));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES is a part of every Java", e);
    }
  }

  private void refill() {
    try {
      source.update(zeros, 0, zeros.length, pool);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("the pool is as long as the zeros", e);
    }
    used = 0;
  }

  /** Makes the next id; {@link #current}, {@link #sequence} and {@link #random} tell it. */
  public byte[] next() {
    if (used == pool.length) {
      refill();
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
