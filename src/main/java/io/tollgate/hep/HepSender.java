package io.tollgate.hep;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Sends packets over UDP from a thread of its own. Whoever has one never waits: where the queue is
 * full it is dropped, and counted.
 */
public final class HepSender implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(HepSender.class);

  /** Where packets go, and as whose. */
  public record Target(String host, int port, int captureId, String password) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  private final Target target;
  private final BlockingQueue<Supplier<HepPacket>> waiting;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final DatagramSocket socket;
  private final Thread thread;

  /**
   * @param mostWaiting beyond which packets are dropped
   */
  public HepSender(Target target, int mostWaiting) {
    this.target = target;
    this.waiting = new ArrayBlockingQueue<>(mostWaiting);
    try {
      socket = new DatagramSocket();
    } catch (SocketException e) {
      throw new IllegalStateException("hep: " + e.getMessage(), e);
    }
    thread = new Thread(this::send, "tollgate-hep");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * @param packet made on the sender's thread
   */
  public void submit(Supplier<HepPacket> packet) {
    if (!waiting.offer(packet)) {
      dropped.incrementAndGet();
    }
  }

  public long sent() {
    return sent.get();
  }

  /** For want of room, or as they could not be sent. */
  public long dropped() {
    return dropped.get();
  }

  private void send() {
    boolean failing = false;
    while (!socket.isClosed()) {
      try {
        byte[] octets = waiting.take().get().encode(target.captureId(), target.password());
        InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
          throw new IOException("no such host");
        }
        socket.send(new DatagramPacket(octets, octets.length, address));
        sent.incrementAndGet();
        failing = false;
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        dropped.incrementAndGet();
        if (!failing && !socket.isClosed()) {
          LOG.warn("hep: {}: not sent: {}", target, e.toString());
        }
        failing = true;
      }
    }
  }

  @Override
  public void close() {
    socket.close();
    thread.interrupt();
  }
}
