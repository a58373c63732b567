package io.tollgate.bench;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.RecordType;
import io.tollgate.diameter.SampleRecords;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * The floor: one connection, one thread (two in the open loop), each ACR written straight into the
 * buffer, everything that is ready sent at once, answers only counted. Knows no peers, no timers,
 * no failures.
 */
final class PlainNioClient implements AutoCloseable {
  private static final int ROOM_FOR_ONE = 4096;

  private final SocketChannel channel;
  private final AccountingRecord sample = SampleRecords.accounting(RecordType.INTERIM, 1);
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
  private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 20);
  private long number;
  private final PlainEncoder encoder = new PlainEncoder(out);

  PlainNioClient(int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Each answer sends the next request of its session; returns the number of answers. */
  long closedLoop(int sessions, long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    long answers = 0;
    int open = sessions;
    for (int i = 0; i < sessions; i++) {
      put(i);
    }
    flush();
    while (open > 0) {
      channel.read(in);
      in.flip();
      boolean more = System.nanoTime() < end;
      while (in.remaining() >= 4) {
        int length = in.getInt(in.position()) & 0xFF_FFFF;
        if (in.remaining() < length) {
          break;
        }
        int id = in.getInt(in.position() + 12);
        in.position(in.position() + length);
        answers++;
        if (more) {
          put(id);
        } else {
          open--;
        }
      }
      in.compact();
      flush();
    }
    return answers;
  }

  /** Latencies in nanoseconds, counted from when each request was due. */
  long[] openLoop(int perSecond, long nanos) throws Exception {
    int count = (int) (perSecond * nanos / 1_000_000_000L);
    long[] due = new long[count];
    long[] latencies = new long[count];
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      due[i] = start + i * 1_000_000_000L / perSecond;
    }
    Thread reader = new Thread(() -> receive(count, due, latencies), "plain-reader");
    reader.start();
    int next = 0;
    while (next < count) {
      long now = System.nanoTime();
      while (next < count && due[next] <= now) {
        put(next++);
      }
      flush();
      LockSupport.parkNanos(1_000_000);
    }
    reader.join();
    return latencies;
  }

  private void receive(int count, long[] due, long[] latencies) {
    try {
      for (int received = 0; received < count; ) {
        channel.read(in);
        long now = System.nanoTime();
        in.flip();
        while (in.remaining() >= 4) {
          int length = in.getInt(in.position()) & 0xFF_FFFF;
          if (in.remaining() < length) {
            break;
          }
          int id = in.getInt(in.position() + 12);
          latencies[id] = now - due[id];
          in.position(in.position() + length);
          received++;
        }
        in.compact();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void put(int id) throws IOException {
    if (out.remaining() < ROOM_FOR_ONE) {
      flush();
    }
    encoder.acr(sample, "tollgate.example.com;1;" + id, number++, id);
  }

  private void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
