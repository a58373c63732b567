package gov.nist.javax.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A channel that is one connection. The stack's own puts a new socket into the channel of one that
 * ended; the thread that read the old socket then closes the new one, with what was sent over it.
 */
interface OneConnection {

  /**
   * @return false: this connection has ended
   * @throws IOException it could not be made
   */
  boolean isSent(byte[] message, InetAddress peer, int port) throws IOException;

  /**
   * For what was to go over {@code ended}: one try, over the connection that is there after it. The
   * stack writes line breaks for its parser when a connection ends, which answers them as if they
   * were a ping; a pong is for the connection of its ping alone (RFC 5626 4.4.1).
   */
  static void sendOverNext(
      ConnectionOrientedMessageChannel ended, byte[] message, boolean isRequest)
      throws IOException {
    forget(ended);
    if (isPong(message)) {
      return;
    }
    sendOver(ended, ended.getPeerInetAddress(), ended.getPeerPort(), message, isRequest);
  }

  /** Over a connection that the other end made, while it is there. */
  static <C extends ConnectionOrientedMessageChannel & OneConnection> void sendOverAccepted(
      C accepted, byte[] message, InetAddress peer, int port, boolean isRequest)
      throws IOException {
    if (isPong(message) && !isOurs(accepted, accepted.mySock)) {
      // Of the line breaks that the stack writes for its parser where a connection ends.
      return;
    }
    if (port != accepted.peerPort || !peer.equals(accepted.peerAddress)) {
      sendOver(accepted, peer, port, message, isRequest);
    } else if (!accepted.isSent(message, peer, port)) {
      sendBack(accepted, message, isRequest);
    }
  }

  /**
   * For what was to go back over a connection that the other end made: to the port that it named in
   * its Via (RFC 3261 18.2.2). The port that it came from is nobody's any more, or somebody else's,
   * and what was meant for this peer would go there.
   */
  private static void sendBack(
      ConnectionOrientedMessageChannel ended, byte[] message, boolean isRequest)
      throws IOException {
    if (isPong(message)) {
      return;
    }
    int port = ended.peerPortAdvertisedInHeaders;
    if (port <= 0) {
      throw new IOException("%s has ended, and named no other way".formatted(ended.getKey()));
    }
    sendOver(ended, ended.getPeerInetAddress(), port, message, isRequest);
  }

  /** Over the connection that this server makes, or has made, to there. */
  private static void sendOver(
      ConnectionOrientedMessageChannel instead,
      InetAddress peer,
      int port,
      byte[] message,
      boolean isRequest)
      throws IOException {
    MessageChannel next = processor(instead).createMessageChannel(peer, port);
    SIPClientTransaction request = isRequest ? beingSent(instead) : null;
    if (request != null) {
      request.setEncapsulatedChannel(next);
    }
    if (!(next instanceof OneConnection connection)) {
      next.sendMessage(message, peer, port, isRequest);
    } else if (!connection.isSent(message, peer, port)) {
      throw new IOException("connections to %s:%d end as soon as made".formatted(peer, port));
    }
  }

  private static boolean isPong(byte[] message) {
    return message.length == 2 && message[0] == '\r' && message[1] == '\n';
  }

  private static @Nullable SIPClientTransaction beingSent(MessageChannel channel) {
    String transaction = MessageChannel.messageTxId.get();
    return transaction == null
        ? null
        : channel.getSIPStack().clientTransactionTable.get(transaction);
  }

  /** New requests do not find it any more. */
  static void forget(ConnectionOrientedMessageChannel ended) {
    processor(ended)
        .messageChannels
        .computeIfPresent(ended.getKey(), (key, known) -> known == ended ? null : known);
  }

  /** Its socket, and nobody else's, is taken out of the stack's table. */
  static void release(ConnectionOrientedMessageChannel ended, @Nullable Socket own) {
    if (own != null && isOurs(ended, own)) {
      ended.getSIPStack().ioHandler.removeSocket(socketKey(ended));
    }
  }

  /**
   * It was accepted and is there still. The stack would note it in its table with its first message
   * only, so that is done here.
   */
  static boolean isOpen(ConnectionOrientedMessageChannel accepted) {
    Socket own = accepted.mySock;
    if (own == null || own.isClosed()) {
      return false;
    }
    IOHandler sockets = accepted.getSIPStack().ioHandler;
    if (sockets.getSocket(socketKey(accepted)) == null) {
      sockets.putSocket(socketKey(accepted), own);
    }
    return isOurs(accepted, own);
  }

  /** The stack's table has it: what is sent to there goes over it. */
  static boolean isOurs(ConnectionOrientedMessageChannel channel, @Nullable Socket own) {
    return channel.getSIPStack().ioHandler.getSocket(socketKey(channel)) == own;
  }

  private static String socketKey(ConnectionOrientedMessageChannel channel) {
    return IOHandler.makeKey(channel.getPeerInetAddress(), channel.getPeerPort());
  }

  private static ConnectionOrientedMessageProcessor processor(
      ConnectionOrientedMessageChannel channel) {
    return (ConnectionOrientedMessageProcessor) channel.getMessageProcessor();
  }
}
