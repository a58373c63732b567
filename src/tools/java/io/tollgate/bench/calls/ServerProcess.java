package io.tollgate.bench.calls;

import io.tollgate.bench.measure.JavaProcess;
import io.tollgate.bench.measure.ProcessUse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A server in a JVM of its own, so that driver and server do not share a heap: with the options and
 * the log configuration of the distribution. {@code -Dbench.server-options=...} adds to them.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern PORTS = Pattern.compile("^ports (\\d+) (\\d+)");

  private static final String OURS = System.getProperty("java.class.path");

  private final JavaProcess process;
  private final ProcessUse use;

  private ServerProcess(JavaProcess process) {
    this.process = process;
    this.use = new ProcessUse(process.pid());
  }

  public static ServerProcess bare(String mostHeap) throws IOException {
    return bare(OURS, mostHeap);
  }

  static ServerProcess bare(String classPath, String mostHeap) throws IOException {
    return start(classPath, "src/tools/webapp/bare-b2bua", mostHeap, List.of(), List.of());
  }

  /** The least that a JVM can do for a call. */
  static ServerProcess plain(String mostHeap) throws IOException {
    return new ServerProcess(
        JavaProcess.start(options(mostHeap, List.of()), PlainB2bua.class, List.of(), PORTS));
  }

  /** Charging is off as long as no setting turns it on. */
  public static ServerProcess tollgate(String mostHeap, List<String> settings) throws IOException {
    return tollgate(OURS, mostHeap, List.of(), settings);
  }

  /** All of the heap is resident from the start: what grows then is no heap. */
  public static ServerProcess touched(String heap, List<String> settings) throws IOException {
    return tollgate(OURS, heap, List.of("-Xms" + heap, "-XX:+AlwaysPreTouch"), settings);
  }

  static ServerProcess tollgate(
      String classPath, String mostHeap, List<String> javaOptions, List<String> settings)
      throws IOException {
    Path work =
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench")
            .toAbsolutePath();
    List<String> all =
        new ArrayList<>(List.of("sip.warm-up-calls=0", "msrp.port=0", "storage.directory=" + work));
    all.addAll(settings);
    return start(classPath, "src/main/webapp", mostHeap, javaOptions, all);
  }

  private static ServerProcess start(
      String classPath,
      String webApplication,
      String mostHeap,
      List<String> javaOptions,
      List<String> settings)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(webApplication));
    words.addAll(settings);
    return new ServerProcess(
        JavaProcess.start(
            classPath, options(mostHeap, javaOptions), ServerMain.class, words, PORTS));
  }

  private static List<String> options(String mostHeap, List<String> javaOptions) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xms512m",
                "-Xmx" + mostHeap,
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=50",
                "-Dlog4j2.configurationFile=" + Path.of("src/main/resources/log4j2.xml")));
    options.addAll(javaOptions);
    String more = System.getProperty("bench.server-options", "");
    if (!more.isEmpty()) {
      options.addAll(List.of(more.split(" ")));
    }
    return options;
  }

  public int sipPort() {
    return process.number(1);
  }

  public int httpPort() {
    return process.number(2);
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
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.number(2) + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** At once: sessions that are still open are not waited for. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() throws IOException {
    process.finish(Duration.ofSeconds(20));
  }
}
