package io.tollgate.bench.calls;

import io.tollgate.launcher.ContainerOptions;
import io.tollgate.launcher.EmbeddedContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server in a JVM of its own: {@code ServerMain WEBAPP [NAME=VALUE]...}. Prints its SIP and HTTP
 * ports and ends when its standard input does.
 */
public final class ServerMain {
  private ServerMain() {}

  public static void main(String[] words) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    Path work = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench");
    ContainerOptions options =
        ContainerOptions.onLoopback(work, Path.of(words[0]))
            .withSharedClasses()
            .withAttribute("io.tollgate.settings.overrides", settings);
    try (EmbeddedContainer container = EmbeddedContainer.start(options)) {
      System.out.println("ports " + container.sipPort() + " " + container.httpPort());
      while (System.in.read() >= 0) {
        // Only its end tells something.
      }
    }
  }
}
