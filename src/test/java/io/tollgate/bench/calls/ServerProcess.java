package io.tollgate.bench.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server beside this JVM, so that driver and server do not share a heap. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final int sipPort;
  private final int httpPort;

  private ServerProcess(Process process, int sipPort, int httpPort) {
    this.process = process;
    this.sipPort = sipPort;
    this.httpPort = httpPort;
  }

  static ServerProcess bare() throws IOException {
    return start("src/test/webapp/bare-b2bua", List.of());
  }

  /** Charging is off as long as no setting turns it on. */
  static ServerProcess tollgate(List<String> settings) throws IOException {
    return start("src/main/webapp", settings);
  }

  private static ServerProcess start(String webApplication, List<String> settings)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx1g",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName(),
                webApplication));
    command.addAll(settings);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("ports ")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the server did not start: " + String.join(" ", command));
    }
    Thread drain = new Thread(() -> out.lines().forEach(System.err::println), "server-output");
    drain.setDaemon(true);
    drain.start();
    String[] words = line.split(" ");
    return new ServerProcess(process, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
  }

  int sipPort() {
    return sipPort;
  }

  long pid() {
    return process.pid();
  }

  double heapUsed() throws IOException, InterruptedException {
    return page()
        .lines()
        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** A value of {@code /metrics}, all tags of the name added up. */
  double metric(String name) throws IOException, InterruptedException {
    return page()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String page() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
