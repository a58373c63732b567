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
    InetAddress peer = ended.getPeerInetAddress();
    int port = ended.getPeerPort();
    MessageChannel next = processor(ended).createMessageChannel(peer, port);
    SIPClientTransaction request = isRequest ? beingSent(ended) : null;
    if (request != null) {
      request.setEncapsulatedChannel(next);
    }
    if (!(next instanceof OneConnection connection)) {
      next.sendMessage(message, peer, port, isRequest);
    } else if (!connection.isSent(message, peer, port)) {
      throw new IOException("connections to %s end as soon as made".formatted(ended.getKey()));
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

  /** The stack's table has it: what is sent to there goes over it. */
  static boolean isOurs(ConnectionOrientedMessageChannel channel, Socket own) {
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
