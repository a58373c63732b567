package io.tollgate.hostile;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

/** Says one octet at a time on many connections, so that none of them is ever silent. */
final class Trickle {
  private final List<Socket> connections;
  private final byte[] text;
  private final int port;
  private int said;

  Trickle(List<Socket> connections, byte[] text, int port) {
    this.connections = connections;
    this.text = text;
    this.port = port;
  }

  /** Says one more; whether the server holds none of the connections any more. */
  boolean allAreGone() {
    for (Socket one : connections) {
      try {
        one.getOutputStream().write(text[said % text.length]);
      } catch (IOException cut) {
        // As it should be at some point.
      }
    }
    said++;
    return Aftermath.connections(port) == 0;
  }
}
