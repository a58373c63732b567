package io.tollgate.crash;

import io.tollgate.harness.Ports;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.sqlite.SqliteQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The distribution and the lab charging functions, each a process to be killed. */
final class CrashSite implements AutoCloseable {

  private static final Path DISTRIBUTION = Path.of("target", "distribution").toAbsolutePath();

  /** A loaded machine may take its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final int sipPort = Ports.free();
  private final int httpPort = Ports.free();
  private final Disturbance disturbance;
  private final Program server;
  private final Program lab;

  CrashSite(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.toAbsolutePath());
    disturbance = new Disturbance(this.folder);
    int cdf = Ports.free();
    int ocs = Ports.free();
    server = new Program(this.folder, "tollgate", serverCommand(cdf, ocs), environment());
    lab = new Program(this.folder, "lab", labCommand(cdf, ocs), Map.of());
    lab.start();
    startServer();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(disturbance.environment(journal()));
    environment.put("TOLLGATE_JAVA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1");
    return environment;
  }

  private List<String> serverCommand(int cdf, int ocs) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("container.sip-port", Integer.toString(sipPort));
    settings.put("http.port", Integer.toString(httpPort));
    settings.put("msrp.port", Integer.toString(Ports.free()));
    settings.put("sip.warm-up-calls", "0");
    settings.put("charging.mode", "both");
    settings.put("charging.checkpoint", "200ms");
    settings.put("storage.directory", folder.toString());
    settings.put("journal.file", journal().toString());
    settings.put("ledger.patience", "5s");
    settings.put("diameter.realm", "lab.tollgate.example");
    settings.put("diameter.identity", "tollgate.lab.tollgate.example");
    settings.put("diameter.reconnect-ceiling", "1s");
    settings.put("diameter.offline-timeout", "2s");
    settings.put(
        "diameter.peers",
        "cdf.lab.tollgate.example@127.0.0.1:%d;rf,ocs.lab.tollgate.example@127.0.0.1:%d;ro"
            .formatted(cdf, ocs));
    List<String> command =
        new ArrayList<>(List.of("sh", DISTRIBUTION.resolve("bin/tollgate").toString()));
    settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    return command;
  }

  private List<String> labCommand(int cdf, int ocs) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        DISTRIBUTION.resolve("lib") + "/*:" + DISTRIBUTION.resolve("lib-agpl") + "/*",
        "io.tollgate.lab.LabMain",
        "cdf.port=" + cdf,
        "ocs.port=" + ocs,
        "control.port=" + Ports.free(),
        "ocs.balance=100000000",
        "directory=" + labFolder());
  }

  int sipPort() {
    return sipPort;
  }

  Disturbance disturbance() {
    return disturbance;
  }

  /** As after a power loss in the middle of a write: octets that never became a commit. */
  void tearJournal(Random random) {
    byte[] torn = new byte[1 + random.nextInt(9_000)];
    random.nextBytes(torn);
    try {
      Files.write(
          journal().resolveSibling("journal.db-wal"),
          torn,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path labFolder() {
    return folder.resolve("lab");
  }

  private Path journal() {
    return folder.resolve("journal.db");
  }

  Path history() {
    return folder.resolve("history.db");
  }

  void killServer() {
    server.kill();
  }

  void startServer() {
    server.start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Tollgate was not ready within " + PATIENCE.toSeconds() + " s; see " + folder);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  void restartLab() {
    lab.kill();
    lab.start();
  }

  private boolean isReady() {
    if (!server.isAlive()) {
      throw new IllegalStateException("Tollgate did not start; see " + folder);
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/ready"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Records that wait, and sessions that are open, as an operator would count them. */
  long owed() {
    List<Long> counts = new ArrayList<>();
    try (SqliteQueries queries = SqliteQueries.open(journal())) {
      queries.ask(
          row -> {
            if (Character.isDigit(row.get(0).charAt(0))) {
              counts.add(Long.parseLong(row.get(0)));
            }
          },
          "SELECT (SELECT count(*) FROM pending) + (SELECT count(*) FROM open_session) AS owed");
    } catch (JournalException e) {
      return Long.MAX_VALUE;
    }
    return counts.isEmpty() ? Long.MAX_VALUE : counts.get(0);
  }

  @Override
  public void close() {
    server.close();
    lab.close();
  }
}
