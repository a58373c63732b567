package gov.nist.javax.sip.stack;

import gov.nist.core.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** TLS as the stack has it, but what was lost with a connection is sent again. */
// What is sent again, and a name that is resolved, need no lock.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class TlsConnections extends TLSMessageProcessor {
  private final LostRequests lost = new LostRequests(this);

  TlsConnections(InetAddress address, SIPTransactionStack stack, int port) {
    super(address, stack, port);
  }

  @Override
  public void run() {
    Accepting.run(sock, () -> isRunning, this::take);
  }

  private void take(Socket socket) throws IOException {
    AcceptedTls accepted =
        new AcceptedTls(socket, sipStack, this, "TLSMessageChannelThread-" + ++nConnections);
    if (accepted.isHandshakeCompleted()) {
      incomingMessageChannels.put(accepted.getKey(), accepted);
    }
  }

  @Override
  public MessageChannel createMessageChannel(HostPort target) throws IOException {
    return createMessageChannel(target.getInetAddress(), target.getPort());
  }

  @Override
  public synchronized MessageChannel createMessageChannel(InetAddress host, int port)
      throws IOException {
    String key = MessageChannel.getKey(host, port, "TLS");
    ConnectionOrientedMessageChannel known = messageChannels.get(key);
    if (known == null) {
      known = new TlsConnection(host, port, sipStack, this);
      messageChannels.put(key, known);
    }
    return known;
  }

  @Override
  protected void remove(ConnectionOrientedMessageChannel channel) {
    super.remove(channel);
    lost.sendAgain(channel);
  }
}
