package io.tollgate.lab;

import static io.tollgate.lab.Octets.message;
import static io.tollgate.lab.Octets.text;
import static io.tollgate.lab.Octets.u32;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A Diameter peer of few words: one socket, one thing after the other. */
final class PlainClient implements AutoCloseable {

  private static final int REQUEST = 0xC0;
  private static final int RETRANSMISSION = 0xD0;

  private final String host;
  private final Socket socket;
  private final DataInputStream in;
  private final PlainAnswer capabilities;
  private int id = 1;

  private PlainClient(String host, int port) throws IOException {
    this.host = host;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    capabilities =
        exchange(
            message(
                0x80,
                257,
                0,
                id++,
                text(264, host),
                text(296, "client.example"),
                Octets.join(new byte[] {0, 0, 1, 1, 0x40, 0, 0, 14, 0, 1, 127, 0, 0, 1, 0, 0}),
                u32(266, 10415),
                text(269, "plain"),
                u32(258, 4),
                u32(259, 3)));
  }

  static PlainClient connect(String host, int port) throws IOException {
    return new PlainClient(host, port);
  }

  PlainAnswer capabilities() {
    return capabilities;
  }

  PlainAnswer account(String session, int type, int number, byte[]... more) throws IOException {
    return exchange(acr(REQUEST, session, type, number, more));
  }

  void sendAccount(String session, int type, int number) throws IOException {
    socket.getOutputStream().write(acr(REQUEST, session, type, number));
  }

  PlainAnswer accountAgain(String session, int type, int number) throws IOException {
    return exchange(acr(RETRANSMISSION, session, type, number));
  }

  PlainAnswer credit(String session, int type, int number, byte[]... more) throws IOException {
    return exchange(
        message(
            REQUEST,
            272,
            4,
            id++,
            text(263, session),
            origin(),
            u32(258, 4),
            text(461, "SIMPLE_IM@openmobilealliance.org"),
            u32(416, type),
            u32(415, number),
            Octets.group(443, u32(450, 2), text(444, "sip:alice@example.com")),
            Octets.join(more)));
  }

  /** Answers a request of the server. */
  void answer(PlainAnswer request, int application, String session, long resultCode)
      throws IOException {
    byte[] answer =
        message(
            0x40,
            request.command(),
            application,
            request.hopByHop(),
            text(263, session),
            u32(268, resultCode),
            text(264, host),
            text(296, "client.example"));
    ByteBuffer.wrap(answer).putInt(16, request.endToEnd());
    socket.getOutputStream().write(answer);
  }

  PlainAnswer read() throws IOException {
    int length = in.readInt() & 0xFFFFFF;
    ByteBuffer whole = ByteBuffer.allocate(length).putInt(length);
    in.readFully(whole.array(), 4, length - 4);
    PlainAnswer message = PlainAnswer.of(whole.array());
    return message.command() == 280 ? read() : message;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private PlainAnswer exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    return read();
  }

  private byte[] acr(int flags, String session, int type, int number, byte[]... more) {
    return message(
        flags,
        271,
        3,
        id++,
        text(263, session),
        origin(),
        u32(480, type),
        u32(485, number),
        u32(259, 3),
        Octets.join(more));
  }

  private byte[] origin() {
    return Octets.join(
        text(264, host), text(296, "client.example"), text(283, "lab.tollgate.example"));
  }
}
