package gov.nist.javax.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** One connection that this server made over TLS, and never another after it. */
// The next connection is made without the lock of this one.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class TlsConnection extends TLSMessageChannel implements OneConnection {
  private boolean ended;

  TlsConnection(
      InetAddress peer, int port, SIPTransactionStack stack, TLSMessageProcessor processor)
      throws IOException {
    super(peer, port, stack, processor);
    isCached = true;
  }

  @Override
  public void sendMessage(byte[] message, InetAddress peer, int port, boolean isRequest)
      throws IOException {
    if (!isSent(message, peer, port)) {
      OneConnection.sendOverNext(this, message, isRequest);
    }
  }

  @Override
  protected void sendMessage(byte[] message, boolean isRequest) throws IOException {
    sendMessage(message, peerAddress, peerPort, isRequest);
  }

  @Override
  @SuppressWarnings("NullAway") // the stack knows the field as null
  public synchronized boolean isSent(byte[] message, InetAddress peer, int port)
      throws IOException {
    if (ended) {
      return false;
    }
    boolean connected = mySock != null;
    if (connected && !OneConnection.isOurs(this, mySock)) {
      close(false, true);
      return false;
    }
    // The stack would connect anew to here, and have nobody read what comes.
    peerAddressAdvertisedInHeaders = null;
    try {
      super.sendMessage(message, peer, port, false);
      return true;
    } catch (IOException e) {
      ended = true;
      if (connected || mySock != null) {
        return false;
      }
      throw e;
    } finally {
      if (ended) {
        OneConnection.forget(this);
      }
    }
  }

  @Override
  public synchronized void close(boolean removeSocket, boolean stopKeepAlive) {
    ended = true;
    Socket own = mySock;
    super.close(false, stopKeepAlive);
    OneConnection.release(this, own);
  }
}
