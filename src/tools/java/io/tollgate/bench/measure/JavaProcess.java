package io.tollgate.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of this class path in a JVM of its own, which says in one line that it is ready. */
public final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final Matcher said;

  private JavaProcess(Process process, Matcher said) {
    this.process = process;
    this.said = said;
  }

  /**
   * @param ready the line, with a group for each number that it tells
   */
  public static JavaProcess start(
      List<String> options, Class<?> program, List<String> words, Pattern ready)
      throws IOException {
    return start(System.getProperty("java.class.path"), options, program, words, ready);
  }

  /** With another class path than ours. */
  public static JavaProcess start(
      String classPath, List<String> options, Class<?> program, List<String> words, Pattern ready)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, program.getName()));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "process-end"));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher said = ready.matcher(line);
      if (said.find()) {
        Thread drain = new Thread(() -> out.lines().forEach(System.err::println), "process-output");
        drain.setDaemon(true);
        drain.start();
        return new JavaProcess(process, said);
      }
    }
    process.destroyForcibly();
    throw new IOException("it did not start: " + String.join(" ", command));
  }

  public int number(int group) {
    return Integer.parseInt(said.group(group));
  }

  public long pid() {
    return process.pid();
  }

  /** Ends its standard input, which tells it to end, and waits for that. */
  public void finish(Duration longest) throws IOException {
    if (!process.isAlive()) {
      return;
    }
    process.getOutputStream().close();
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** Asks it to end, and waits until it is gone. */
  public void end() {
    process.destroy();
    process.onExit().join();
  }

  /** At once, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
