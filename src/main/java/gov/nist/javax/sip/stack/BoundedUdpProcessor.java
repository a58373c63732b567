package gov.nist.javax.sip.stack;

import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Reads one UDP socket. The stack's own processor makes an array of 64 KiB for each datagram, which
 * was half of all that a server allocated, and keeps it in a queue without end: a few seconds in
 * which no thread gets on fill the heap, and the thread that reads dies of it. Here one buffer is
 * read into again and again, a datagram that waits has its own size, and what comes when the queue
 * is full is dropped; its sender repeats it (RFC 3261 17.1).
 */
final class BoundedUdpProcessor extends UDPMessageProcessor {
  /** Somewhat more than a second's worth at the rate that two cores can take. */
  static final int MOST_WAITING = 4096;

  /** RFC 768: the greatest datagram, with its heads. */
  private static final int GREATEST_DATAGRAM = 65_535;

  private static final int MOST_FAILURES_LOGGED = 10;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 10;
  private static final Logger LOG = LogManager.getLogger(BoundedUdpProcessor.class);

  BoundedUdpProcessor(InetAddress address, SIPTransactionStack stack, int port) throws IOException {
    super(address, stack, port);
    // Before the threads start, which take the queue that they then find.
    messageQueue = new DatagramLanes(MOST_WAITING);
    // As the stack's own factory does: what is sent leaves from this socket.
    stack.udpFlag = true;
  }

  @Override
  public void run() {
    startChannels();
    DatagramPacket packet = new DatagramPacket(new byte[GREATEST_DATAGRAM], GREATEST_DATAGRAM);
    int failures = 0;
    while (isRunning) {
      packet.setLength(GREATEST_DATAGRAM);
      try {
        sock.receive(packet);
        failures = 0;
        keep(packet, messageQueue);
      } catch (IOException | RuntimeException e) {
        if (!isRunning) {
          return;
        }
        if (++failures <= MOST_FAILURES_LOGGED) {
          LOG.warn("UDP port {} could not be read, going on: {}", getPort(), e.toString());
        }
        if (!pause()) {
          return;
        }
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes", "JdkObsolete"})
  private void startChannels() {
    messageChannels = new LinkedList();
    for (int i = 0; i < sipStack.threadPoolSize; i++) {
      messageChannels.add(
          new UDPMessageChannel(
              sipStack,
              this,
              ((SipStackImpl) sipStack).getStackName() + "-UDPMessageChannelThread-" + i));
    }
  }

  /** Keeps a copy, as {@code packet} is read into again; false: dropped. */
  static boolean keep(DatagramPacket packet, BlockingQueue<DatagramQueuedMessageDispatch> queue) {
    if (queue.remainingCapacity() == 0) {
      return false;
    }
    byte[] octets =
        Arrays.copyOfRange(
            packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
    DatagramPacket own =
        new DatagramPacket(octets, octets.length, packet.getAddress(), packet.getPort());
    return queue.offer(new DatagramQueuedMessageDispatch(own, System.currentTimeMillis()));
  }

  /** A socket that fails at once, again and again, must not take a core. */
  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
