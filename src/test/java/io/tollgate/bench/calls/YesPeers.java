package io.tollgate.bench.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A CDF and an OCS that say yes, each in a JVM of its own. */
final class YesPeers implements AutoCloseable {
  private static final String CDF = "cdf.lab.tollgate.example";
  private static final String OCS = "ocs.lab.tollgate.example";

  private final Process cdf;
  private final Process ocs;
  private final int cdfPort;
  private final int ocsPort;

  private YesPeers(long ocsDelayMillis) throws IOException {
    cdf = process(CDF, 0);
    ocs = process(OCS, ocsDelayMillis);
    cdfPort = port(cdf);
    ocsPort = port(ocs);
  }

  static YesPeers start(long ocsDelayMillis) throws IOException {
    return new YesPeers(ocsDelayMillis);
  }

  private static Process process(String host, long delayMillis) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                YesPeer.class.getName(),
                host,
                Long.toString(delayMillis))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "peer-end"));
    return process;
  }

  private static int port(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith("port ")) {
      throw new IOException("a charging peer did not start: " + line);
    }
    return Integer.parseInt(line.substring("port ".length()));
  }

  /** Settings of a server with this name; each needs its own, for peers know it by its identity. */
  List<String> offline(String name) {
    return settings(name, "offline", peer(CDF, cdfPort, "rf"));
  }

  /** The CDF is not there. */
  static List<String> offlineAway(String name, int deadPort) {
    return settings(name, "offline", peer(CDF, deadPort, "rf"));
  }

  List<String> both(String name) {
    return settings(name, "both", peer(CDF, cdfPort, "rf") + "," + peer(OCS, ocsPort, "ro"));
  }

  private static String peer(String host, int port, String channel) {
    return host + "@127.0.0.1:" + port + ";" + channel;
  }

  private static List<String> settings(String name, String mode, String peers) {
    return List.of(
        "charging.mode=" + mode,
        "diameter.realm=lab.tollgate.example",
        "diameter.identity=" + name + ".lab.tollgate.example",
        "diameter.peers=" + peers);
  }

  @Override
  public void close() {
    cdf.destroy();
    ocs.destroy();
  }
}
