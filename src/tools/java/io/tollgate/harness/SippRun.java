package io.tollgate.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A SIPp that was started: its messages, and how it ended. */
public final class SippRun implements AutoCloseable {
  private final String scenario;
  private final Process process;
  private final Path folder;
  private final int port;
  private final Duration patience;

  private SippRun(String scenario, Process process, Path folder, int port, Duration patience) {
    this.scenario = scenario;
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.patience = patience;
  }

  /** Returns once a scenario that waits for calls is listening. */
  static SippRun of(String scenario, Process process, Path folder, int port, Duration patience) {
    SippRun run = new SippRun(scenario, process, folder, port, patience);
    SippPort.awaitOpen(process, port);
    return run;
  }

  public int port() {
    return port;
  }

  /** Waits for the end; fails with what SIPp says differed from the scenario. */
  public SippRun awaitSuccess() {
    int exit = awaitExit();
    if (exit != 0) {
      throw new AssertionError(
          "SIPp scenario "
              + scenario
              + " ended with "
              + exit
              + "\n--- errors\n"
              + read("errors.log")
              + "\n--- last output\n"
              + tail(read("output.log"))
              + "\n--- messages are in "
              + folder);
    }
    return this;
  }

  /** SIPp's exit code: 0 when every call succeeded. */
  public int awaitExit() {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "SIPp scenario " + scenario + " did not end; its files are in " + folder);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Messages that came in, in order, whose start line contains the text. */
  public List<SipText> received(String inStartLine) {
    return matching("received", inStartLine);
  }

  /** Messages that went out, in order, whose start line contains the text. */
  public List<SipText> sent(String inStartLine) {
    return matching("sent", inStartLine);
  }

  /** Waits for the end, but not longer; then it is stopped with whatever calls are still open. */
  public void awaitExit(Duration most) {
    try {
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What SIPp counted in all, by its own name: {@code FailedCall}, {@code Retransmissions}. */
  public long total(String counter) {
    return SippStatistics.total(read("statistics.csv"), counter);
  }

  public Path folder() {
    return folder;
  }

  private List<SipText> matching(String direction, String inStartLine) {
    return SippMessageLog.parse(read("msg.log"), direction).stream()
        .filter(message -> message.startLine().contains(inStartLine))
        .toList();
  }

  private String read(String file) {
    try {
      Path path = folder.resolve(file);
      return Files.exists(path)
          ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
          : "(none)";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tail(String text) {
    return text.length() <= 3000 ? text : text.substring(text.length() - 3000);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
