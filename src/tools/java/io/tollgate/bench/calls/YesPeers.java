package io.tollgate.bench.calls;

import io.tollgate.bench.measure.JavaProcess;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** A CDF and an OCS that say yes, each in a JVM of its own. */
final class YesPeers implements AutoCloseable {
  private static final String CDF = "cdf.lab.tollgate.example";
  private static final String OCS = "ocs.lab.tollgate.example";

  private static final Pattern PORT = Pattern.compile("port (\\d+)");

  private final JavaProcess cdf;
  private final JavaProcess ocs;

  private YesPeers(long ocsDelayMillis) throws IOException {
    cdf = process(CDF, 0);
    ocs = process(OCS, ocsDelayMillis);
  }

  static YesPeers start(long ocsDelayMillis) throws IOException {
    return new YesPeers(ocsDelayMillis);
  }

  private static JavaProcess process(String host, long delayMillis) throws IOException {
    return JavaProcess.start(
        List.of("-Xmx128m", "-XX:+UseSerialGC"),
        YesPeer.class,
        List.of(host, Long.toString(delayMillis)),
        PORT);
  }

  /** Settings of a server with this name; each needs its own, for peers know it by its identity. */
  List<String> offline(String name) {
    return settings(name, "offline", peer(CDF, cdf.number(1), "rf"));
  }

  /** The CDF is not there. */
  static List<String> offlineAway(String name, int deadPort) {
    return settings(name, "offline", peer(CDF, deadPort, "rf"));
  }

  List<String> both(String name) {
    return settings(
        name, "both", peer(CDF, cdf.number(1), "rf") + "," + peer(OCS, ocs.number(1), "ro"));
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
    cdf.close();
    ocs.close();
  }
}
