package io.tollgate.flows;

import io.tollgate.harness.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The distribution with the lab charging functions beside it, each a process of its own, on free
 * ports of the loopback address.
 */
final class Deployment implements AutoCloseable {
  /** On both interfaces, but for some services; recipients pay for what is kept for them. */
  static final String MIXED = "mixed";

  /** Offline, and nobody is served before their record has been answered. */
  static final String STRICT = "strict";

  private static final Path DISTRIBUTION = Path.of("target", "distribution");
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path work;
  private final Map<String, String> settings = new TreeMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int sipPort = Ports.free();
  private final int msrpPort = Ports.free();
  private final int httpPort = Ports.free();
  private final int cdfPort = Ports.free();
  private final int ocsPort = Ports.free();
  private final int labControlPort = Ports.free();
  private final Process lab;
  private volatile CyclicBarrier kill = new CyclicBarrier(1, this::killAndRestartNow);
  private Process tollgate;

  private Deployment(String charging, Path work, Map<String, String> more) throws IOException {
    this.work = work.toAbsolutePath();
    Files.createDirectories(work);
    settings.put("container.sip-port", Integer.toString(sipPort));
    settings.put("http.port", Integer.toString(httpPort));
    settings.put("msrp.port", Integer.toString(msrpPort));
    settings.put("charging.mode", mode(charging));
    if (charging.equals(STRICT)) {
      settings.put("charging.realtime", "deliver-and-grant");
    }
    if (charging.equals(MIXED)) {
      settings.put("charging.services", "session=off, file-transfer=offline, large-message=online");
    }
    settings.put("deferred.payer", charging.equals(MIXED) ? "recipient" : "sender");
    settings.put("charging.exempt", "urn:service:sos*, sip:care@*");
    settings.put("charging.interim-messages", "3");
    settings.put("charging.rating", "session=1:service-specific:3");
    settings.put("charging.interim-gap", "1s");
    settings.put("conference.ends-with-owner", "true");
    settings.put("conference.groups-file", rooms().toString());
    settings.put("sip.max-duration", "12s");
    settings.put("deferred.on", "480");
    settings.put("deferred.sweep", "1s");
    settings.put("deferred.file", this.work.resolve("deferred.db").toString());
    settings.put(
        "diameter.peers",
        "cdf.lab.tollgate.example@127.0.0.1:"
            + cdfPort
            + ";rf,ocs.lab.tollgate.example@127.0.0.1:"
            + ocsPort
            + ";ro");
    settings.put("diameter.offline-realm", "lab.tollgate.example");
    settings.put("diameter.online-realm", "lab.tollgate.example");
    // Of its own: several servers of one distribution run side by side.
    settings.put("storage.directory", this.work.resolve("data").toAbsolutePath().toString());
    settings.put("journal.file", this.work.resolve("journal.db").toString());
    settings.put("sip.peers", "127.0.0.1;trusted");
    settings.put("sip.warm-up-calls", "50");
    settings.putAll(more);
    lab = startLab();
    try {
      tollgate = startTollgate();
    } catch (IOException e) {
      stop(lab);
      throw e;
    }
  }

  static Deployment start(String charging, Path work, Map<String, String> settings)
      throws IOException {
    delete(work);
    return new Deployment(charging, work, settings);
  }

  private static String mode(String charging) {
    return switch (charging) {
      case MIXED -> "both";
      case STRICT -> "offline";
      default -> charging;
    };
  }

  /** The chat room for a profile's runs. */
  static String room(String profile) {
    return "sip:room-" + profile.toLowerCase(Locale.ROOT) + "@example.com";
  }

  private Path rooms() throws IOException {
    return Files.write(
        work.resolve("rooms"),
        Stream.of("IM", "CPM").map(profile -> room(profile) + " room open").toList());
  }

  Stage.Address sip() {
    return new Stage.Address(sipPort, "sip:conference-factory@127.0.0.1:" + sipPort);
  }

  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  int msrpPort() {
    return msrpPort;
  }

  int cdfPort() {
    return cdfPort;
  }

  int ocsPort() {
    return ocsPort;
  }

  /** What the lab's control port says. */
  String lab(String path) {
    return get(request("http://127.0.0.1:" + labControlPort + path));
  }

  /** How many requests of that session a charging function has answered; -1 while it owes one. */
  int answers(String icid, String function) {
    String story =
        get(
            request(
                "http://127.0.0.1:"
                    + httpPort
                    + "/calls?format=text&icid="
                    + URLEncoder.encode(icid, StandardCharsets.UTF_8)));
    long asked = story.lines().filter(line -> line.matches(".*-> " + function + " .*")).count();
    long answered = story.lines().filter(line -> line.matches(".* " + function + " +->.*")).count();
    return asked == answered ? (int) answered : -1;
  }

  /** What the account at the OCS holds from now on. */
  void balance(String account, String amount) {
    get(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + labControlPort
                        + "/balance?account="
                        + URLEncoder.encode(account, StandardCharsets.UTF_8)
                        + "&amount="
                        + amount))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  /** With a profile, what has the M flag and is in no dictionary of the standards is refused. */
  private String dictionary() {
    return settings.containsKey("diameter.profiles") ? "strict" : "any";
  }

  private Process startLab() throws IOException {
    return new ProcessBuilder(
            java(),
            "-Xmx256m",
            "-cp",
            DISTRIBUTION.resolve("lib/*") + ":" + DISTRIBUTION.resolve("lib-agpl/*"),
            "io.tollgate.lab.LabMain",
            "cdf.port=" + cdfPort,
            "ocs.port=" + ocsPort,
            "control.port=" + labControlPort,
            "cdf.interim-interval=60",
            "ocs.grant.messages=3",
            "ocs.threshold.messages=1",
            "cdf.dictionary=" + dictionary(),
            "ocs.dictionary=" + dictionary(),
            "directory=" + work.resolve("lab"))
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("lab.log").toFile())
        .start();
  }

  private Process startTollgate() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(DISTRIBUTION.resolve("bin/tollgate").toAbsolutePath().toString());
    settings.forEach(
        (name, value) -> {
          command.add("--set");
          command.add(name + "=" + value);
        });
    command.add(0, "sh");
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve("tollgate.log").toFile()))
            .start();
    awaitReady(process);
    return process;
  }

  private void awaitReady(Process process) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IOException(
            "Tollgate did not start:\n" + Files.readString(work.resolve("tollgate.log")));
      }
      if (status("http://127.0.0.1:" + httpPort + "/ready") == 200) {
        return;
      }
      Stage.pause(100);
    }
    process.destroyForcibly();
    throw new IOException("Tollgate was not ready within " + PATIENCE.toSeconds() + " s");
  }

  /** So many runs see the server die together. */
  void killedBy(int runs) {
    kill = new CyclicBarrier(runs, this::killAndRestartNow);
  }

  /** Waits for the others who see it; it is back when this returns. */
  void killAndRestart() {
    try {
      kill.await(5, TimeUnit.MINUTES);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("the server was not killed and started again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As a crash would: no time to say good-bye. */
  private void killAndRestartNow() {
    try {
      tollgate.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      tollgate = startTollgate();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the charging functions have heard nothing new for a while. */
  void settle() {
    String before = "";
    for (int quiet = 0, rounds = 0; quiet < 3 && rounds < 40; rounds++) {
      Stage.pause(400);
      String now = lab("/records") + lab("/credit");
      quiet = now.equals(before) ? quiet + 1 : 0;
      before = now;
    }
  }

  private int status(String url) {
    try {
      return http.send(request(url), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private String get(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void close() {
    stop(tollgate);
    stop(lab);
  }

  private static void stop(Process process) {
    process.destroy();
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
