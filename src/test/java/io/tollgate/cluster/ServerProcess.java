package io.tollgate.cluster;

import io.tollgate.harness.TollgateServer;
import io.tollgate.log.WrittenFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Tollgate in a process of its own, to be killed. */
final class ServerProcess implements AutoCloseable {

  private static final String READY = "ready ";

  private final Process process;
  private final int sipPort;
  private final Path log;

  private ServerProcess(Process process, int sipPort, Path log) {
    this.process = process;
    this.sipPort = sipPort;
    this.log = log;
  }

  /** Returns once calls are let in. */
  static ServerProcess start(Map<String, String> settings, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName()));
    settings.forEach((name, value) -> command.add(name + "=" + value));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        Thread rest =
            new Thread(() -> out.lines().forEach(each -> write(log, each)), "output of a server");
        rest.setDaemon(true);
        rest.start();
        return new ServerProcess(process, Integer.parseInt(line.substring(READY.length())), log);
      }
    }
    throw new IOException("the server did not start, see " + log);
  }

  private static void write(Path log, String line) {
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Words: settings, each as NAME=VALUE. */
  public static void main(String[] words) throws InterruptedException {
    Map<String, String> settings = new TreeMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      settings.put(word.substring(0, equals), word.substring(equals + 1));
    }
    TollgateServer server = TollgateServer.start(settings);
    System.out.println(READY + server.sipPort());
    new CountDownLatch(1).await();
  }

  int sipPort() {
    return sipPort;
  }

  /** By name: STOP, CONT. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    WrittenFile.tellsNothing(log);
  }
}
