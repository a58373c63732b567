package io.tollgate.bench.msrp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes messages and counts them: one {@code $} each, as benchmark frames have none elsewhere. It
 * looks at every octet, as an endpoint has to.
 */
final class Receiver implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final AtomicLong count;
  private volatile Arrival arrival = (buffer, length) -> {};

  /** Sees the octets too. */
  interface Arrival {
    void read(byte[] buffer, int length);
  }

  Receiver(AtomicLong count) throws IOException {
    this.count = count;
    Thread thread = new Thread(this::accept, "bench-receiver");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  Receiver to(Arrival more) {
    arrival = more;
    return this;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread reader = new Thread(() -> read(socket), "bench-receiver-connection");
        reader.setDaemon(true);
        reader.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void read(Socket socket) {
    byte[] buffer = new byte[64 * 1024];
    try (socket) {
      InputStream in = socket.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int found = 0;
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '$') {
            found++;
          }
        }
        if (found > 0) {
          count.addAndGet(found);
        }
        arrival.read(buffer, read);
      }
    } catch (IOException e) {
      // the round is over
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
