package io.tollgate.bench.calls;

import io.tollgate.bench.measure.ProcessUse;
import io.tollgate.harness.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kamailio with {@code ims_charging}: a proxy that asks an OCS before each call. */
final class KamailioProcess implements AutoCloseable {
  private static final Path TEMPLATES = Path.of("src", "tools", "resources", "kamailio");
  private static final String MODULE = "ims_charging.so";

  private static final int TRIALS = 5;

  private final Process process;
  private final int port;
  private final Path log;

  private KamailioProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts it until calls go through. When the OCS is slow to answer its CER, it takes the answer
   * for nobody's and, with the first connection still open, the OCS refuses the next.
   */
  static KamailioProcess charging(LabProcess lab) throws IOException, InterruptedException {
    String said = "";
    for (int trial = 1; trial <= TRIALS; trial++) {
      KamailioProcess kamailio = start(lab.ocsPort());
      lab.awaitPeer("kamailio");
      CallLoad.Outcome probe = CallLoad.run(kamailio.sipPort(), 10, Duration.ofSeconds(2));
      System.out.printf("Kamailio, start %d: %s%n", trial, probe);
      if (probe.failed() == 0) {
        return kamailio;
      }
      said = Files.readString(kamailio.log);
      kamailio.close();
    }
    throw new IOException("no call went through Kamailio, which said:\n" + said);
  }

  private static KamailioProcess start(int ocsPort) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("target"), "kamailio").toAbsolutePath();
    int port = Ports.free();
    for (String file : List.of("online.cfg", "diameter.xml")) {
      String text =
          Files.readString(TEMPLATES.resolve(file))
              .replace("@PORT@", Integer.toString(port))
              .replace("@OCS_PORT@", Integer.toString(ocsPort))
              .replace("@FOLDER@", folder.toString())
              .replace("@MODULES@", modules() + "/");
      Files.writeString(folder.resolve(file), text);
    }
    Process process =
        new ProcessBuilder(
                "/usr/sbin/kamailio",
                "-f",
                folder.resolve("online.cfg").toString(),
                "-DD",
                "-E",
                "-Y",
                folder.toString(),
                "-m",
                "1024",
                "-M",
                "16")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "kamailio-end"));
    // Its first connection to the OCS comes a second after its start.
    if (process.waitFor(4, TimeUnit.SECONDS)) {
      throw new IOException("Kamailio ended: " + Files.readString(folder.resolve("log")));
    }
    return new KamailioProcess(process, port, folder.resolve("log"));
  }

  private static Path modules() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders
          .map(folder -> folder.resolve("kamailio/modules"))
          .filter(folder -> Files.exists(folder.resolve(MODULE)))
          .findFirst()
          .orElseThrow(
              () -> new IOException(MODULE + ": missing (expected: kamailio-ims-modules)"));
    }
  }

  int sipPort() {
    return port;
  }

  /** Of all its processes. */
  double cpuSeconds() throws IOException {
    double sum = 0;
    for (ProcessHandle each : all()) {
      sum += new ProcessUse(each.pid()).cpuSeconds();
    }
    return sum;
  }

  private List<ProcessHandle> all() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        all().forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
