package io.tollgate.journal.redo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a {@link java.io.DataInputStream} reads. Its counterpart writes a number octet by
 * octet, each under a lock.
 */
final class OctetWriter {

  /** The length of a text that is none. */
  static final int ABSENT = -1;

  private static final int INITIAL_OCTETS = 4_096;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] octets = new byte[INITIAL_OCTETS];
  private int length;

  void octet(int value) {
    // Not in one expression: the array would be looked up before room() replaces it.
    int at = room(1);
    octets[at] = (byte) value;
  }

  void flag(boolean value) {
    octet(value ? 1 : 0);
  }

  void number(int value) {
    int at = room(Integer.BYTES);
    INT.set(octets, at, value);
  }

  void number(long value) {
    int at = room(Long.BYTES);
    LONG.set(octets, at, value);
  }

  void text(@Nullable String value) {
    if (value == null) {
      number(ABSENT);
      return;
    }
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    number(encoded.length);
    int at = room(encoded.length);
    System.arraycopy(encoded, 0, octets, at, encoded.length);
  }

  /** Where the next octets go. */
  private int room(int count) {
    int at = length;
    length += count;
    if (length > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(length, 2 * octets.length));
    }
    return at;
  }

  byte[] octets() {
    return Arrays.copyOf(octets, length);
  }
}
