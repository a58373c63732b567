package io.tollgate.bench.calls;

import io.tollgate.bench.measure.ProcessUse;
import io.tollgate.harness.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kamailio with {@code ims_charging}: a proxy that asks an OCS before each call. */
final class KamailioProcess implements AutoCloseable {
  private static final Path TEMPLATES = Path.of("src", "test", "resources", "kamailio");
  private static final String MODULE = "ims_charging.so";

  private final Process process;
  private final int port;

  private KamailioProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static KamailioProcess start(int ocsPort) throws IOException, InterruptedException {
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
    return new KamailioProcess(process, port);
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
