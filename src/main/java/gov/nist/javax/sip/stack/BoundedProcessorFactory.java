package gov.nist.javax.sip.stack;

import java.io.IOException;
import java.net.InetAddress;

/**
 * The stack's own processors, but for UDP with {@link BoundedUdpProcessor}; connections give out
 * whole messages only.
 */
public final class BoundedProcessorFactory implements MessageProcessorFactory {
  private final MessageProcessorFactory ordinary = new OIOMessageProcessorFactory();

  @Override
  public MessageProcessor createMessageProcessor(
      SIPTransactionStack stack, InetAddress address, int port, String transport)
      throws IOException {
    if (!(stack.getNetworkLayer() instanceof WholeMessageSockets)) {
      stack.networkLayer = new WholeMessageSockets(stack.getNetworkLayer());
    }
    return "udp".equalsIgnoreCase(transport)
        ? new BoundedUdpProcessor(address, stack, port)
        : ordinary.createMessageProcessor(stack, address, port, transport);
  }
}
