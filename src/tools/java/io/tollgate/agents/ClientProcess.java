package io.tollgate.agents;

import io.tollgate.harness.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The program of a user agent, in a folder that is its home. */
final class ClientProcess implements AutoCloseable {
  private static final String OUTPUT = "output.log";

  private final Path folder;
  private final Process process;

  private ClientProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  static Path folder(String name) throws IOException {
    return Files.createDirectories(Path.of("target", "agents", name + "-" + UUID.randomUUID()))
        .toAbsolutePath();
  }

  static ClientProcess start(Path folder, String debianPackage, List<String> command)
      throws IOException {
    Tools.require(command.get(0), debianPackage);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(OUTPUT).toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder.environment().keySet().removeIf(name -> name.matches("XDG_(DATA|CONFIG)_HOME|DISPLAY"));
    return new ClientProcess(folder, builder.start());
  }

  Path folder() {
    return folder;
  }

  Path output() {
    return folder.resolve(OUTPUT);
  }

  void requireAlive(String what) {
    if (!process.isAlive()) {
      throw new AssertionError(
          what + ": the client ended with " + process.exitValue() + ", see " + folder);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
