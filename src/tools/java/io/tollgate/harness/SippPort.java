package io.tollgate.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Knows when a process has opened its port. It looks at the kernel's tables: sending would reach
 * the scenario, and binding to see whether the port is taken would take it from the process that is
 * about to bind it.
 */
final class SippPort {
  private static final int ATTEMPTS = 200;

  private static final List<Path> SOCKETS =
      Stream.of("udp", "tcp", "udp6", "tcp6")
          .map(table -> Path.of("/proc/net", table))
          .filter(Files::exists)
          .toList();

  private static final Set<String> OPEN = Set.of("07", "0A");

  private SippPort() {}

  static void awaitOpen(Process process, int port) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS && !isOpen(port); attempt++) {
        if (process.waitFor(25, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A line reads {@code sl: local:port remote:port state ...}; UDP is 07, listening TCP 0A. */
  static boolean isOpen(int port) throws IOException {
    String local = String.format(Locale.ROOT, ":%04X", port);
    for (Path table : SOCKETS) {
      for (String line : Files.readAllLines(table)) {
        String[] words = line.strip().split("\\s+", 5);
        if (words.length == 5 && words[1].endsWith(local) && OPEN.contains(words[3])) {
          return true;
        }
      }
    }
    return false;
  }
}
