package io.tollgate.flows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The distribution with the lab charging functions beside it, each a process of its own, on free
 * ports of the loopback address.
 */
record Deployment(
    Stage.Address sip, int msrpPort, int cdfPort, int ocsPort, List<Process> processes)
    implements AutoCloseable {

  static Deployment start(String charging, Path work) throws IOException {
    Files.createDirectories(work);
    throw new IOException("no distribution for " + charging);
  }

  /** Waits until every record that is owed has been answered. */
  void settle() {
    Stage.pause(1500);
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
