package io.tollgate.launcher;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Lets nobody's datagrams in but those of peers, and none out but to them. */
final class GuardedDatagramSocket extends DatagramSocket {
  private final Guard guard;

  GuardedDatagramSocket(InetSocketAddress local, Guard guard) throws SocketException {
    super(local);
    this.guard = guard;
  }

  @Override
  public void receive(DatagramPacket packet) throws IOException {
    int room = packet.getLength();
    super.receive(packet);
    while (!guard.looksAt(packet.getAddress())) {
      packet.setLength(room);
      super.receive(packet);
    }
    see(false, packet);
    if (SipText.isResponse(packet)) {
      guard.reflection().answered(SipText.session(packet), packet.getAddress());
    }
  }

  /** What may not go out now is dropped; a transaction repeats it, or ends without an answer. */
  @Override
  public void send(DatagramPacket packet) throws IOException {
    if (!SipText.isResponse(packet)) {
      if (!mayGo(packet)) {
        throw new IOException(
            packet.getAddress().getHostAddress() + " is no peer that may be sent to");
      }
      if (!guard
          .reflection()
          .maySend(SipText.session(packet), packet.getAddress(), packet.getLength())) {
        return;
      }
    }
    see(true, packet);
    super.send(packet);
  }

  private void see(boolean sent, DatagramPacket packet) {
    guard
        .tap()
        .saw(
            sent,
            packet.getData(),
            packet.getOffset(),
            packet.getLength(),
            getLocalSocketAddress(),
            packet.getSocketAddress(),
            true);
  }

  private boolean mayGo(DatagramPacket packet) {
    return !guard.peers().closed()
        || guard.maySendTo(packet.getAddress(), SipText.isInDialog(packet))
        || guard.isSelf(SipText.toUser(packet));
  }
}
