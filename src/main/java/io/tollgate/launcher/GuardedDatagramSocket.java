package io.tollgate.launcher;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Lets nobody's datagrams in but those of peers, and none out but to them. */
final class GuardedDatagramSocket extends DatagramSocket {
  private static final byte[] RESPONSE = "SIP/2.0 ".getBytes(StandardCharsets.US_ASCII);

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
  }

  @Override
  public void send(DatagramPacket packet) throws IOException {
    boolean allowed =
        startsWith(packet, RESPONSE)
            || !guard.peers().closed()
            || guard.maySendTo(packet.getAddress(), SipText.isInDialog(packet))
            || guard.isSelf(SipText.toUser(packet));
    if (!allowed) {
      throw new IOException(
          packet.getAddress().getHostAddress() + " is no peer that may be sent to");
    }
    super.send(packet);
  }

  private static boolean startsWith(DatagramPacket packet, byte[] start) {
    if (packet.getLength() < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (packet.getData()[packet.getOffset() + i] != start[i]) {
        return false;
      }
    }
    return true;
  }
}
