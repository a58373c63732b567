package io.tollgate.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes connections from those who may connect, as many as they may hold. */
final class GuardedServerSocket extends ServerSocket {
  private final Guard guard;

  GuardedServerSocket(int port, int backlog, InetAddress address, Guard guard) throws IOException {
    super(port, backlog, address);
    this.guard = guard;
  }

  @Override
  public Socket accept() throws IOException {
    while (true) {
      HeldSocket socket = new HeldSocket(guard, true);
      implAccept(socket);
      if (socket.isHeld()) {
        return socket;
      }
    }
  }
}
