package io.tollgate.diameter.freediameter;

import io.tollgate.wire.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with a wire into ours. freeDiameter listens on every address it finds; in
 * here there is only one.
 */
final class Namespace implements AutoCloseable {

  private static final String NETWORK = "198.18." + ProcessHandle.current().pid() % 250 + ".";

  private final String name = "tg" + ProcessHandle.current().pid();

  private Namespace() {}

  static Namespace open() throws IOException {
    Tool.IP.require();
    Namespace space = new Namespace();
    space.ip("netns", "add", space.name);
    try {
      space.ip(
          "link", "add", space.name, "type", "veth", "peer", "name", "in", "netns", space.name);
      space.ip("addr", "add", NETWORK + "1/30", "dev", space.name);
      space.ip("link", "set", space.name, "up");
      space.ip("-n", space.name, "addr", "add", space.address() + "/30", "dev", "in");
      space.ip("-n", space.name, "link", "set", "in", "up");
      space.ip("-n", space.name, "link", "set", "lo", "up");
    } catch (IOException e) {
      space.close();
      throw e;
    }
    return space;
  }

  /** The address on the far end of the wire. */
  String address() {
    return NETWORK + "2";
  }

  /** Our end. */
  static String near() {
    return NETWORK + "1";
  }

  ProcessBuilder command(String... words) {
    List<String> all = new ArrayList<>(List.of(Tool.IP.command(), "netns", "exec", name));
    all.addAll(List.of(words));
    return new ProcessBuilder(all);
  }

  @Override
  public void close() throws IOException {
    ip("netns", "del", name);
  }

  private void ip(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(Tool.IP.command()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            command + ": " + said + " (expected: the right to make network namespaces)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
