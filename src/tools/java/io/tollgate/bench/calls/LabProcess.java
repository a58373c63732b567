package io.tollgate.bench.calls;

import io.tollgate.bench.measure.JavaProcess;
import io.tollgate.lab.LabMain;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The lab CDF and OCS in a JVM of their own, with accounts that do not run out. */
public final class LabProcess implements AutoCloseable {
  private static final Pattern PORTS =
      Pattern.compile("CDF .*:(\\d+), OCS .*:(\\d+), control .*:(\\d+)/");

  private JavaProcess process;
  private final String ocsHost;
  private final int cdfPort;
  private final int ocsPort;
  private final int controlPort;

  private LabProcess(JavaProcess process, String ocsHost) {
    this.process = process;
    this.ocsHost = ocsHost;
    cdfPort = process.number(1);
    ocsPort = process.number(2);
    controlPort = process.number(3);
  }

  public static LabProcess start() throws IOException {
    return start("ocs.lab.tollgate.example");
  }

  /**
   * @param ocsHost the OCS's identity; Kamailio looks it up as a host name to connect to
   */
  public static LabProcess start(String ocsHost) throws IOException {
    return start(ocsHost, 0, 0, 0);
  }

  /** Kills both functions, with everything they knew, and starts them on the same ports. */
  public LabProcess again() throws IOException {
    process.kill();
    return start(ocsHost, cdfPort, ocsPort, controlPort);
  }

  /** Both functions are gone at once. */
  public void kill() {
    process.kill();
  }

  /** It takes leave of its peers, and ends. */
  public void leave() {
    process.end();
  }

  /** On the ports of before, with nothing that it knew. */
  public void back() throws IOException {
    process = launch(ocsHost, cdfPort, ocsPort, controlPort);
  }

  /** It is there, and does nothing. */
  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  public void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start().waitFor();
  }

  /** Credit-control sessions that it knows. */
  public int sessions() throws IOException, InterruptedException {
    return Math.toIntExact(ask(request("credit").GET().build()).lines().count());
  }

  private static LabProcess start(String ocsHost, int cdfPort, int ocsPort, int controlPort)
      throws IOException {
    return new LabProcess(launch(ocsHost, cdfPort, ocsPort, controlPort), ocsHost);
  }

  private static JavaProcess launch(String ocsHost, int cdfPort, int ocsPort, int controlPort)
      throws IOException {
    return JavaProcess.start(
        List.of("-Xmx1g", "-XX:+UseSerialGC"),
        LabMain.class,
        List.of(
            "cdf.port=" + cdfPort,
            "ocs.port=" + ocsPort,
            "control.port=" + controlPort,
            "ocs.balance=1000000000",
            "ocs.validity=3600",
            "ocs.host=" + ocsHost),
        PORTS);
  }

  public int cdfPort() {
    return cdfPort;
  }

  public int ocsPort() {
    return ocsPort;
  }

  /** Settings of a server with this name; each needs its own, for peers know it by its identity. */
  public List<String> both(String name) {
    return settings(name, "both", cdf() + "," + ocs());
  }

  public List<String> online(String name) {
    return settings(name, "online", ocs());
  }

  private static List<String> settings(String name, String mode, String peers) {
    return List.of(
        "charging.mode=" + mode,
        "diameter.realm=lab.tollgate.example",
        "diameter.identity=" + name + ".lab.tollgate.example",
        "diameter.peers=" + peers);
  }

  private String cdf() {
    return "cdf.lab.tollgate.example@127.0.0.1:" + cdfPort + ";rf";
  }

  public String ocs() {
    return ocsHost + "@127.0.0.1:" + ocsPort + ";ro";
  }

  /** As the lab's control has it: {@code ro ANY delay:50 forever}. */
  public void fault(String text) throws IOException, InterruptedException {
    post("fault?do=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  /** Waits until a peer with this in its name is connected. */
  public void awaitPeer(String name) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!ask(request("peers").GET().build()).contains(name)) {
      if (System.nanoTime() > end) {
        throw new IOException(name + " did not connect to the OCS");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  public void post(String command) throws IOException, InterruptedException {
    ask(request(command).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String command) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + controlPort + "/" + command));
  }

  private static String ask(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the lab refused " + request.uri() + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    process.close();
  }
}
