package io.tollgate.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gives an order to the server that runs on the same data folder. */
public final class ControlClient {
  private final Path path;

  public ControlClient(Path dataFolder) {
    path = ControlSocket.in(dataFolder);
  }

  /** What the server said. */
  public record Answer(boolean done, List<String> lines) {}

  /**
   * @throws StartupException when no server answers there
   */
  public Answer ask(List<String> words) {
    if (!Files.exists(path)) {
      throw new StartupException(
          "%s: no server listens (expected: one that runs with this storage.directory)"
              .formatted(path));
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8);
        BufferedReader in =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      out.write(String.join(" ", words) + "\n");
      out.flush();
      boolean done = "ok".equals(in.readLine());
      return new Answer(done, in.lines().toList());
    } catch (IOException e) {
      throw new StartupException("%s: no answer: %s".formatted(path, e), e);
    }
  }
}
