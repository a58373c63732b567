package io.tollgate.launcher;

import gov.nist.javax.sip.stack.DatagramQueuedMessageDispatch;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.OIOMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.UDPMessageProcessor;
import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The stack's own processors, but for UDP with a bound to what waits. The stack keeps each datagram
 * in 64 KiB in a queue without end: a few seconds in which no thread of it gets on fill the heap,
 * and the thread that reads the socket dies of it. Here a datagram keeps its own size, and what
 * comes when the queue is full is dropped; its sender repeats it (RFC 3261 17.1).
 */
public final class SipProcessors implements MessageProcessorFactory {
  /** Somewhat more than a second's worth at the rate that two cores can take. */
  static final int MOST_WAITING = 4096;

  private final MessageProcessorFactory others = new OIOMessageProcessorFactory();

  @Override
  public MessageProcessor createMessageProcessor(
      SIPTransactionStack stack, InetAddress address, int port, String transport)
      throws IOException {
    return transport.equalsIgnoreCase("udp")
        ? new BoundedUdp(stack, address, port)
        : others.createMessageProcessor(stack, address, port, transport);
  }

  private static final class BoundedUdp extends UDPMessageProcessor {
    BoundedUdp(SIPTransactionStack stack, InetAddress address, int port) throws IOException {
      super(address, stack, port);
      messageQueue = new Waiting();
    }
  }

  /** Used by the stack with {@code offer}, and emptied by its threads. */
  static final class Waiting extends ArrayBlockingQueue<DatagramQueuedMessageDispatch> {
    @Serial private static final long serialVersionUID = 1L;

    Waiting() {
      super(MOST_WAITING);
    }

    @Override
    public boolean offer(DatagramQueuedMessageDispatch received) {
      if (remainingCapacity() == 0) {
        return false;
      }
      byte[] room = received.packet.getData();
      received.packet.setData(Arrays.copyOf(room, received.packet.getLength()));
      return super.offer(received);
    }
  }
}
