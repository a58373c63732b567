package io.tollgate.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that is killed and started again with the same words. */
final class Program implements AutoCloseable {

  private final Path folder;
  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private @Nullable Process process;

  Program(Path folder, String name, List<String> command, Map<String, String> environment) {
    this.folder = folder;
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  void start() {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  /** SIGKILL: no time to say good-bye. */
  void kill() {
    end(true);
  }

  private void end(boolean forcibly) {
    Process running = process;
    if (running == null) {
      return;
    }
    try {
      if (!forcibly) {
        running.destroy();
        if (running.waitFor(40, TimeUnit.SECONDS)) {
          return;
        }
      }
      running.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end(false);
  }
}
