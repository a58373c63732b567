package io.tollgate.bench.msrp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a message of 200 octets takes at 10,000 a second: each carries its time of sending,
 * which the receiver compares with its own clock, as both are in this process.
 */
final class Latency {
  private static final int RATE = 10_000;
  private static final char MARK = '\u0001';
  private static final int STAMP = 16;

  private final long[] nanos;
  private final AtomicInteger taken = new AtomicInteger();

  Latency(int seconds) {
    nanos = new long[RATE * seconds];
  }

  /** A body that begins with a place for the time. */
  static byte[] body() {
    byte[] body = Frames.text(200);
    body[0] = MARK;
    Arrays.fill(body, 1, 1 + STAMP, (byte) '0');
    return body;
  }

  /** Looks for stamps; those cut by a read are passed over. */
  void read(byte[] buffer, int length) {
    long now = System.nanoTime();
    for (int i = 0; i + STAMP < length; i++) {
      if (buffer[i] == MARK) {
        long sent = Long.parseUnsignedLong(new String(buffer, i + 1, STAMP, US_ASCII), 16);
        int index = taken.getAndIncrement();
        if (index < nanos.length) {
          nanos[index] = now - sent;
        }
      }
    }
  }

  /** Sends at the rate and gives the 99th percentile in milliseconds. */
  double p99(Sender sender, byte[] frame) throws IOException {
    int markAt = find(frame);
    int messageIdAt = Frames.messageIdAt(frame);
    long start = System.nanoTime();
    ByteBuffer ten = ByteBuffer.allocate(10 * frame.length);
    for (int sent = 0; sent < nanos.length; sent += 10) {
      long due = start + sent * (TimeUnit.SECONDS.toNanos(1) / RATE);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      ten.clear();
      for (int i = 0; i < 10; i++) {
        Frames.number(frame, messageIdAt);
        byte[] stamp = String.format("%016x", System.nanoTime()).getBytes(US_ASCII);
        System.arraycopy(stamp, 0, frame, markAt + 1, STAMP);
        ten.put(frame);
      }
      sender.one(ten.array());
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    int count = Math.min(taken.get(), nanos.length);
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return count == 0 ? Double.NaN : sorted[(int) (count * 0.99)] / 1e6;
  }

  private static int find(byte[] frame) {
    for (int i = 0; i < frame.length; i++) {
      if (frame[i] == MARK) {
        return i;
      }
    }
    throw new IllegalArgumentException("no mark");
  }
}
