package io.tollgate.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code bin/tollgate status}, {@code drain} and their like speak to the server that runs: a
 * Unix socket in the folder of its data, so that whoever may read those files may give orders, and
 * nobody else. A line of words comes in; lines of text go out, the first of them {@code ok} or
 * {@code no}. One client at a time, each for a few seconds at most.
 */
final class ControlSocket implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(ControlSocket.class);

  private static final String NAME = "control";

  /** The kernel's bound on the path of a Unix socket. */
  private static final int MOST_PATH = 107;

  private static final int MOST_LINE = 4096;
  private static final int CLIENT_SECONDS = 10;

  /** What became of an order. */
  record Reply(boolean done, List<String> lines) {}

  private final Path path;
  private final ServerSocketChannel server;
  private final Function<List<String>, Reply> orders;
  private final ScheduledExecutorService limits =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "tollgate-control-limit");
            thread.setDaemon(true);
            return thread;
          });

  private ControlSocket(
      Path path, ServerSocketChannel server, Function<List<String>, Reply> orders) {
    this.path = path;
    this.server = server;
    this.orders = orders;
  }

  static Path in(Path dataFolder) {
    return dataFolder.resolve(NAME);
  }

  /** Listens; without it the server runs all the same, and signals are what is left. */
  static @Nullable ControlSocket open(Path dataFolder, Function<List<String>, Reply> orders) {
    Path path = in(dataFolder);
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MOST_PATH) {
      LOG.warn(
          "{}: no control socket, the path is longer than {} octets (expected: a shorter"
              + " storage.directory); the server can be stopped by SIGTERM only",
          path,
          MOST_PATH);
      return null;
    }
    try {
      // Left by a server that was killed: the folder's lock says that no other one is alive.
      Files.deleteIfExists(path);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      ControlSocket socket = new ControlSocket(path, server, orders);
      Thread thread = new Thread(socket::serve, "tollgate-control");
      thread.setDaemon(true);
      thread.start();
      return socket;
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("{}: no control socket: {}", path, e.toString());
      return null;
    }
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        ScheduledFuture<?> limit =
            limits.schedule(() -> closeQuietly(client), CLIENT_SECONDS, TimeUnit.SECONDS);
        answer(client);
        limit.cancel(false);
      } catch (ClosedChannelException closed) {
        LOG.debug("control: a client or the server closed its socket");
      } catch (IOException | RuntimeException e) {
        LOG.warn("control: {}", e.toString());
      }
    }
  }

  private void answer(SocketChannel client) throws IOException {
    BufferedReader in =
        new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8), MOST_LINE);
    String line = readLine(in);
    Reply reply =
        line == null
            ? new Reply(false, List.of("expected: one line of words"))
            : orders.apply(List.of(line.strip().split("\\s+")));
    Writer out = Channels.newWriter(client, StandardCharsets.UTF_8);
    out.write(reply.done() ? "ok\n" : "no\n");
    for (String text : reply.lines()) {
      out.write(text + "\n");
    }
    out.flush();
  }

  /** Null where no line comes within the bound. */
  private static @Nullable String readLine(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && line.length() < MOST_LINE; c = in.read()) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
    }
    return null;
  }

  private static void closeQuietly(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("control: {}", e.toString());
    }
  }

  @Override
  public void close() {
    limits.shutdownNow();
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("control: {}", e.toString());
    }
  }
}
