package gov.nist.javax.sip.stack;

import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The stack's own processors, but for UDP with a bound to what waits. The stack keeps each datagram
 * in 64 KiB in a queue without end: a few seconds in which no thread of it gets on fill the heap,
 * and the thread that reads the socket dies of it. Here a datagram keeps its own size, and what
 * comes when the queue is full is dropped; its sender repeats it (RFC 3261 17.1). Connections give
 * out whole messages only.
 */
public final class BoundedProcessorFactory implements MessageProcessorFactory {
  /** Somewhat more than a second's worth at the rate that two cores can take. */
  static final int MOST_WAITING = 4096;

  private final MessageProcessorFactory ordinary = new OIOMessageProcessorFactory();

  @Override
  public MessageProcessor createMessageProcessor(
      SIPTransactionStack stack, InetAddress address, int port, String transport)
      throws IOException {
    if (!(stack.getNetworkLayer() instanceof WholeMessageSockets)) {
      stack.networkLayer = new WholeMessageSockets(stack.getNetworkLayer());
    }
    MessageProcessor processor = ordinary.createMessageProcessor(stack, address, port, transport);
    if (processor instanceof UDPMessageProcessor udp) {
      // Before its threads start, which take the queue that they then find.
      udp.messageQueue = new Waiting();
    }
    return processor;
  }

  /** Filled by the stack with {@code offer}, and emptied by its threads. */
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
