package io.tollgate.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A running capture of chosen ports on loopback.
 *
 * <pre>{@code
 * try (Capture capture = Capture.start(WatchedPorts.none().sip(5060).diameter(3868))) {
 *   ... traffic ...
 *   Trace trace = capture.stop();
 * }
 * }</pre>
 *
 * A datagram to a port of its own tells when the capture is really running and when everything sent
 * before {@link #stop} has reached the file.
 */
public final class Capture implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final WatchedPorts ports;
  private final Path file;
  private final Process dumpcap;
  private final DatagramSocket sentinel;

  private Capture(WatchedPorts ports, Path file, Process dumpcap, DatagramSocket sentinel) {
    this.ports = ports;
    this.file = file;
    this.dumpcap = dumpcap;
    this.sentinel = sentinel;
  }

  /** Returns when the capture is live. */
  public static Capture start(WatchedPorts ports) {
    Tool.DUMPCAP.require();
    Tool.TSHARK.require();
    try {
      Path file = Files.createTempFile("tollgate-", ".pcapng");
      DatagramSocket sentinel = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      Process dumpcap =
          new ProcessBuilder(
                  List.of(
                      Tool.DUMPCAP.command(),
                      "-q",
                      "-B",
                      "64",
                      "-i",
                      "lo",
                      "-f",
                      ports.captureFilter(sentinel.getLocalPort()),
                      "-w",
                      file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Capture capture = new Capture(ports, file, dumpcap, sentinel);
      capture.awaitSentinel();
      return capture;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a capture on loopback", e);
    }
  }

  /** The capture file, for a look by hand; it stays until {@link #close}. */
  public Path file() {
    return file;
  }

  /** Everything so far; the capture goes on. */
  public Trace soFar() {
    try {
      awaitSentinel();
      return new Decoder(ports).decode(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot decode " + file, e);
    }
  }

  /** Ends the capture and decodes it. */
  public Trace stop() {
    Trace trace = soFar();
    end();
    return trace;
  }

  @Override
  public void close() {
    end();
    sentinel.close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private void end() {
    dumpcap.destroy();
    try {
      dumpcap.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitSentinel() throws IOException {
    String mark = "tollgate-" + UUID.randomUUID();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!seen(mark)) {
      if (!dumpcap.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError(
            "dumpcap does not see traffic on loopback (expected: the right to capture on lo; exit "
                + (dumpcap.isAlive() ? "none" : dumpcap.exitValue())
                + ")");
      }
      byte[] payload = mark.getBytes(StandardCharsets.US_ASCII);
      sentinel.send(
          new DatagramPacket(
              payload, payload.length, sentinel.getLocalAddress(), sentinel.getLocalPort()));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private boolean seen(String mark) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    return content.contains(mark);
  }
}
