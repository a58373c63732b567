package gov.nist.javax.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** One connection that the other end made over TCP, and never another after it. */
// What does not go over it goes without its lock.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class AcceptedTcp extends TCPMessageChannel implements OneConnection {
  // Its thread runs before this class has its turn: no initial value.
  private boolean ended;

  AcceptedTcp(
      Socket socket, SIPTransactionStack stack, TCPMessageProcessor processor, String thread)
      throws IOException {
    super(socket, stack, processor, thread);
  }

  @Override
  public void sendMessage(byte[] message, InetAddress peer, int port, boolean isRequest)
      throws IOException {
    OneConnection.sendOverAccepted(this, message, peer, port, isRequest);
  }

  @Override
  protected void sendMessage(byte[] message, boolean isRequest) throws IOException {
    sendMessage(message, peerAddress, peerPort, isRequest);
  }

  @Override
  @SuppressWarnings("NullAway") // the stack knows the field as null
  public synchronized boolean isSent(byte[] message, InetAddress peer, int port) {
    if (ended || !OneConnection.isOpen(this)) {
      return false;
    }
    // The stack would connect anew to here, and have nobody read what comes.
    peerAddressAdvertisedInHeaders = null;
    try {
      super.sendMessage(message, peer, port, false);
      return true;
    } catch (IOException e) {
      ended = true;
      return false;
    }
  }
}
