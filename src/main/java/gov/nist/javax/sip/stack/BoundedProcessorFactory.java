package gov.nist.javax.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;

/**
 * The processors of {@link BoundedUdpProcessor}, {@link TcpConnections} and {@link TlsConnections}
 * in place of the stack's own; connections give out whole messages only.
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
    return switch (transport.toLowerCase(Locale.ROOT)) {
      case "udp" -> new BoundedUdpProcessor(address, stack, port);
      case "tcp" -> new TcpConnections(address, stack, port);
      case "tls" -> new TlsConnections(address, stack, port);
      default -> ordinary.createMessageProcessor(stack, address, port, transport);
    };
  }
}
