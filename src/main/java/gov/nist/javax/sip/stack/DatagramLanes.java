package gov.nist.javax.sip.stack;

import java.io.Serial;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams that wait for a thread of the stack: those of one Call-ID one after the other, in
 * the order that they came in. Threads side by side would let a request overtake the answer before
 * it, and take a request and its copy for two (RFC 3261 17.2.3).
 *
 * <p>Filled with {@code offer}. A thread that takes the next one has done with its former one.
 */
final class DatagramLanes extends LinkedBlockingQueue<DatagramQueuedMessageDispatch> {
  @Serial private static final long serialVersionUID = 1L;

  /** Of one Call-ID: whoever sends more than that at once must not keep the others out. */
  static final int MOST_OF_ONE = 256;

  /** Where a Call-ID is looked for; the limits of heads make that enough. */
  private static final int MOST_BEFORE = 8192;

  private static final byte[] LONG_NAME = "call-id".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SHORT_NAME = {'i'};

  /** One that waits, with the Call-ID that was looked for once. */
  private static final class InLane extends DatagramQueuedMessageDispatch {
    private final @Nullable String callId;

    InLane(DatagramQueuedMessageDispatch received, @Nullable String callId) {
      super(received.packet, received.getReceptionTime());
      this.callId = callId;
    }
  }

  private final int most;

  /** By Call-ID, those behind the one that is out or first in the queue. */
  private final transient Map<String, Deque<DatagramQueuedMessageDispatch>> behind =
      new HashMap<>();

  private final transient ThreadLocal<@Nullable String> inWork = new ThreadLocal<>();
  private int waiting;

  /**
   * @param most of all Call-IDs together
   */
  DatagramLanes(int most) {
    this.most = most;
  }

  /** False, and the datagram is dropped, where too many wait. */
  @Override
  public boolean offer(DatagramQueuedMessageDispatch received) {
    DatagramPacket packet = received.packet;
    String callId = callId(packet.getData(), packet.getLength());
    InLane next = new InLane(received, callId);
    synchronized (behind) {
      if (waiting >= most) {
        return false;
      }
      Deque<DatagramQueuedMessageDispatch> lane = callId == null ? null : behind.get(callId);
      if (lane != null && lane.size() >= MOST_OF_ONE) {
        return false;
      }
      waiting++;
      if (lane != null) {
        lane.add(next);
        return true;
      }
      if (callId != null) {
        behind.put(callId, new ArrayDeque<>(0));
      }
      return super.offer(next);
    }
  }

  @Override
  public DatagramQueuedMessageDispatch take() throws InterruptedException {
    done();
    return begun(super.take());
  }

  @Override
  public @Nullable DatagramQueuedMessageDispatch poll(long timeout, TimeUnit unit)
      throws InterruptedException {
    done();
    DatagramQueuedMessageDispatch next = super.poll(timeout, unit);
    return next == null ? null : begun(next);
  }

  private DatagramQueuedMessageDispatch begun(DatagramQueuedMessageDispatch next) {
    inWork.set(((InLane) next).callId);
    synchronized (behind) {
      waiting--;
    }
    return next;
  }

  /** The one behind the one that this thread had may go. */
  private void done() {
    String callId = inWork.get();
    inWork.remove();
    if (callId == null) {
      return;
    }
    synchronized (behind) {
      Deque<DatagramQueuedMessageDispatch> lane = behind.get(callId);
      DatagramQueuedMessageDispatch next = lane == null ? null : lane.poll();
      if (next == null) {
        behind.remove(callId);
      } else {
        boolean unused = super.offer(next);
      }
    }
  }

  @Override
  public int remainingCapacity() {
    return most - size();
  }

  /** All that wait, for a thread or for their turn. */
  @Override
  public int size() {
    synchronized (behind) {
      return waiting;
    }
  }

  /** Null for what is no message. */
  private static @Nullable String callId(byte[] octets, int length) {
    int end = Math.min(length, MOST_BEFORE);
    int line = 0;
    while (line < end) {
      int next = line;
      while (next < end && octets[next] != '\n') {
        next++;
      }
      int colon = name(octets, line, next, LONG_NAME);
      colon = colon < 0 ? name(octets, line, next, SHORT_NAME) : colon;
      if (colon >= 0) {
        return new String(octets, colon + 1, next - colon - 1, StandardCharsets.ISO_8859_1).strip();
      }
      line = next + 1;
    }
    return null;
  }

  /** Where the colon of a header with this name is; negative for another header. */
  private static int name(byte[] octets, int from, int to, byte[] name) {
    int at = from;
    for (byte letter : name) {
      if (at >= to || (octets[at] | 0x20) != (letter | 0x20)) {
        return -1;
      }
      at++;
    }
    while (at < to && (octets[at] == ' ' || octets[at] == '\t')) {
      at++;
    }
    return at < to && octets[at] == ':' ? at : -1;
  }
}
