package io.tollgate.ledger.cdr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the command that takes a file, one at a time, on a thread of its own. */
final class CdrPush {
  private final List<String> command;
  private final Duration timeout;
  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
  private @Nullable Thread running;

  /**
   * What came of it.
   *
   * @param why it failed; null if the command took the file
   */
  record Outcome(CdrStore.Made file, @Nullable String why) {}

  CdrPush(List<String> command, Duration timeout) {
    this.command = command;
    this.timeout = timeout;
  }

  boolean isOn() {
    return !command.isEmpty();
  }

  boolean isBusy() {
    return running != null;
  }

  void start(CdrStore.Made file, Path path) {
    Thread thread =
        new Thread(() -> outcome.set(new Outcome(file, run(path))), "tollgate-cdr-push");
    thread.setDaemon(true);
    running = thread;
    thread.start();
  }

  /** What came of the last one; null while it runs. */
  @Nullable Outcome finished() {
    Outcome found = outcome.getAndSet(null);
    if (found != null) {
      running = null;
    }
    return found;
  }

  void stop() {
    Thread thread = running;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private @Nullable String run(Path path) {
    List<String> words = new ArrayList<>(command);
    words.add(path.toString());
    Process process;
    try {
      process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        return "it did not end within " + timeout.toSeconds() + " s";
      }
      return process.exitValue() == 0 ? null : "it ended with status " + process.exitValue();
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      return "the server stops";
    }
  }

  /** What the command started ends with it. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
