package io.tollgate.bench.calls;

import io.tollgate.bench.measure.ProcessUse;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a JVM of its own, so that driver and server do not share a heap: with the options and
 * the log configuration of the distribution. {@code -Dbench.server-options=...} adds to them.
 */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final int sipPort;
  private final int httpPort;
  private final ProcessUse use;

  private ServerProcess(Process process, int sipPort, int httpPort) {
    this.process = process;
    this.sipPort = sipPort;
    this.httpPort = httpPort;
    this.use = new ProcessUse(process.pid());
  }

  public static ServerProcess bare(String mostHeap) throws IOException {
    return start("src/test/webapp/bare-b2bua", mostHeap, List.of());
  }

  /** Charging is off as long as no setting turns it on. */
  public static ServerProcess tollgate(String mostHeap, List<String> settings) throws IOException {
    Path work =
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench")
            .toAbsolutePath();
    List<String> all =
        new ArrayList<>(
            List.of(
                "sip.warm-up-calls=0",
                "msrp.port=0",
                "journal.file=" + work.resolve("journal.db"),
                "deferred.file=" + work.resolve("deferred.db")));
    all.addAll(settings);
    return start("src/main/webapp", mostHeap, all);
  }

  private static ServerProcess start(String webApplication, String mostHeap, List<String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xms512m", "-Xmx" + mostHeap, "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=50"));
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Dlog4j2.configurationFile=" + Path.of("src/main/resources/log4j2.xml"));
    String more = System.getProperty("bench.server-options", "");
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split(" ")));
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ServerMain.class.getName(),
            webApplication));
    command.addAll(settings);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "server-end"));
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

  public int sipPort() {
    return sipPort;
  }

  public ProcessUse use() {
    return use;
  }

  /** A value of {@code /metrics}, all tags of the name added up. */
  public double metric(String name) throws IOException, InterruptedException {
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

  /** At once: sessions that are still open are not waited for. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    if (!process.isAlive()) {
      return;
    }
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
