package io.tollgate.bench;

import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.command.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A CDF that says yes to everything as fast as it can, one thread for each connection. */
final class AnsweringPeer {
  private static final int HEADER = 20;

  private final byte[] identity;
  private final byte[] accounting;

  private AnsweringPeer() {
    AvpWriter origin =
        new AvpWriter()
            .unsigned32(BaseAvps.RESULT_CODE, 2001)
            .text(BaseAvps.ORIGIN_HOST, "cdf.example.com")
            .text(BaseAvps.ORIGIN_REALM, "example.com");
    accounting =
        new AvpWriter()
            .append(origin.toAvps())
            .integer32(BaseAvps.ACCOUNTING_RECORD_TYPE, 3)
            .unsigned32(BaseAvps.ACCOUNTING_RECORD_NUMBER, 1)
            .unsigned32(BaseAvps.ACCT_APPLICATION_ID, 3)
            .toAvps()
            .toBytes();
    identity =
        origin
            .address(BaseAvps.HOST_IP_ADDRESS, InetAddress.getLoopbackAddress())
            .unsigned32(BaseAvps.VENDOR_ID, 0)
            .text(BaseAvps.PRODUCT_NAME, "bench")
            .unsigned32(BaseAvps.ACCT_APPLICATION_ID, 3)
            .toAvps()
            .toBytes();
  }

  public static void main(String[] args) throws IOException {
    AnsweringPeer peer = new AnsweringPeer();
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress("127.0.0.1", 0));
      System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
      while (true) {
        SocketChannel channel = server.accept();
        Thread thread = new Thread(() -> peer.serve(channel));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
      ByteBuffer out = ByteBuffer.allocateDirect(1 << 20);
      while (channel.read(in) >= 0) {
        in.flip();
        while (in.remaining() >= 4) {
          int length = in.getInt(in.position()) & 0xFF_FFFF;
          if (in.remaining() < length) {
            break;
          }
          answer(in, out, in.position());
          in.position(in.position() + length);
          if (out.remaining() < 4096) {
            flush(channel, out);
          }
        }
        in.compact();
        flush(channel, out);
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private void answer(ByteBuffer in, ByteBuffer out, int at) {
    int command = in.getInt(at + 4) & 0xFF_FFFF;
    if (in.getInt(at + 4) >= 0) {
      return;
    }
    boolean acr = command == Commands.ACCOUNTING.code();
    byte[] body = acr ? accounting : identity;
    // Session-Id is the first AVP of an ACR and goes back as it came.
    int session = acr ? (in.getInt(at + HEADER + 4) & 0xFF_FFFF) + 3 & ~3 : 0;
    int start = out.position();
    out.putInt(1 << 24 | HEADER + session + body.length)
        .putInt((acr ? 0x40 << 24 : 0) | command)
        .putInt(in.getInt(at + 8))
        .putInt(in.getInt(at + 12))
        .putInt(in.getInt(at + 16));
    for (int i = 0; i < session; i += 4) {
      out.putInt(start + HEADER + i, in.getInt(at + HEADER + i));
    }
    out.position(start + HEADER + session);
    out.put(body);
  }

  private static void flush(SocketChannel channel, ByteBuffer out) throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }
}
