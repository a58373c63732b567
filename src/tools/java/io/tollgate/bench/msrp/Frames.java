package io.tollgate.bench.msrp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.atomic.AtomicLong;

/** Frames for the benchmark: text without {@code $}, no answer asked. */
final class Frames {
  private static final AtomicLong NUMBERS = new AtomicLong(1_000_000_000L);
  static final int ID_LENGTH = 12;

  private Frames() {}

  /** A SEND whose transaction and message id are {@link #ID_LENGTH} characters to be replaced. */
  static byte[] send(String toPath, String fromPath, String type, byte[] body) {
    String id = "x".repeat(ID_LENGTH);
    String head =
        "MSRP "
            + id
            + " SEND\r\nTo-Path: "
            + toPath
            + "\r\nFrom-Path: "
            + fromPath
            + "\r\nMessage-ID: "
            + id
            + "\r\nByte-Range: 1-"
            + body.length
            + '/'
            + body.length
            + "\r\nFailure-Report: no\r\nContent-Type: "
            + type
            + "\r\n\r\n";
    byte[] before = head.getBytes(US_ASCII);
    byte[] after = ("\r\n-------" + id + "$\r\n").getBytes(US_ASCII);
    byte[] frame = new byte[before.length + body.length + after.length];
    System.arraycopy(before, 0, frame, 0, before.length);
    System.arraycopy(body, 0, frame, before.length, body.length);
    System.arraycopy(after, 0, frame, before.length + body.length, after.length);
    return frame;
  }

  static byte[] text(int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) (i % 72 == 71 ? '\n' : 'a' + i % 26);
    }
    return text;
  }

  /** Gives the frame ids of its own, in place. */
  static void number(byte[] frame, int messageIdAt) {
    byte[] digits = Long.toString(NUMBERS.getAndIncrement()).getBytes(US_ASCII);
    byte[] id = new byte[ID_LENGTH];
    java.util.Arrays.fill(id, (byte) 'm');
    System.arraycopy(digits, 0, id, ID_LENGTH - digits.length, digits.length);
    System.arraycopy(id, 0, frame, 5, ID_LENGTH);
    System.arraycopy(id, 0, frame, messageIdAt, ID_LENGTH);
    System.arraycopy(id, 0, frame, frame.length - 3 - ID_LENGTH, ID_LENGTH);
  }

  static int messageIdAt(byte[] frame) {
    return new String(frame, US_ASCII).indexOf("\r\nMessage-ID: ") + 14;
  }
}
