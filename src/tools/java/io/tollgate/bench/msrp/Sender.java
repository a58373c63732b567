package io.tollgate.bench.msrp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Writes frames as fast as they are taken, each with a write of its own, as a user agent does. */
final class Sender implements AutoCloseable {
  private final Socket socket;
  private final byte[] frame;
  private final int messageIdAt;
  private volatile boolean on;
  private final Object gate = new Object();

  Sender(int port, byte[] frame) throws IOException {
    this.frame = frame;
    this.messageIdAt = Frames.messageIdAt(frame);
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    // a connection that belongs to no session for long is closed: the first message binds it
    Frames.number(frame, messageIdAt);
    one(frame);
    daemon(this::write);
    daemon(this::drain);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "bench-sender");
    thread.setDaemon(true);
    thread.start();
  }

  void on(boolean send) {
    synchronized (gate) {
      on = send;
      gate.notifyAll();
    }
  }

  private void write() {
    try {
      OutputStream out = socket.getOutputStream();
      while (true) {
        synchronized (gate) {
          while (!on) {
            gate.wait();
          }
        }
        for (int i = 0; i < 32 && on; i++) {
          Frames.number(frame, messageIdAt);
          out.write(frame);
        }
      }
    } catch (IOException | InterruptedException e) {
      // the round is over
    }
  }

  /** Answers, if any, must be taken. */
  private void drain() {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = socket.getInputStream();
      while (in.read(buffer) >= 0) {
        // nothing is done with them
      }
    } catch (IOException e) {
      // the round is over
    }
  }

  /** Writes one frame now. */
  void one(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
