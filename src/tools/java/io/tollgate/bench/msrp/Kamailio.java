package io.tollgate.bench.msrp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kamailio as an MSRP relay (RFC 4976): it forwards by To-Path and does nothing else, so that it is
 * measured at its best. It counts nothing and gates nothing.
 */
final class Kamailio implements AutoCloseable {
  private static final long START_MILLIS = 15_000;

  private final Process process;
  private final Path folder;
  private final int port;

  private Kamailio(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Its program, where it is installed. */
  static Optional<Path> program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, "kamailio"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Kamailio start(Path program) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("kamailio");
    int port = freePort();
    Path script = folder.resolve("kamailio.cfg");
    Files.writeString(script, script(port));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-f",
                script.toString(),
                "-DD",
                "-E",
                "-Y",
                folder.toString(),
                "-m",
                "256",
                "-M",
                "16")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Kamailio kamailio = new Kamailio(process, folder, port);
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
    while (!kamailio.accepts()) {
      if (!process.isAlive() || System.nanoTime() > until) {
        String said = Files.readString(log);
        kamailio.close();
        throw new IOException("Kamailio does not start: " + said);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return kamailio;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Blocking writes pace the senders; its write queues would drop connections instead. */
  private static String script(int port) {
    return String.join(
        "\n",
        "#!KAMAILIO",
        "debug=-1",
        "log_stderror=yes",
        "children=1",
        "tcp_children=" + Math.max(2, Runtime.getRuntime().availableProcessors()),
        "auto_aliases=no",
        "listen=tcp:127.0.0.1:" + port,
        "tcp_accept_no_cl=yes",
        "tcp_async=no",
        "tcp_rd_buf_size=65536",
        "tcp_connection_lifetime=3600",
        "tcp_max_connections=256",
        "loadmodule \"sl.so\"",
        "loadmodule \"pv.so\"",
        "loadmodule \"msrp.so\"",
        "modparam(\"msrp\", \"sipmsg\", 0)",
        "request_route { sl_send_reply(\"403\", \"No SIP here\"); exit; }",
        "event_route[msrp:frame-in] { msrp_relay(); }",
        "");
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** The To-Path of a message that it forwards to another. */
  String pathTo(String last) {
    return "msrp://127.0.0.1:" + port + "/relay;tcp " + last;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
