package io.tollgate.diameter.freediameter;

import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.wire.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A running freeDiameter with the dictionaries of Debian's package and an extension of ours that
 * answers ACR and CCR.
 */
final class FreeDiameter implements AutoCloseable {

  /** What freeDiameter writes when a message does not please it. */
  private static final Pattern COMPLAINT = Pattern.compile("\\bERROR\\b|[Pp]arsing error");

  private static final String HOST = "fd.example.com";

  private final Namespace space;
  private final Path log;
  private final Process process;

  private FreeDiameter(Namespace space, Path log, Process process) {
    this.space = space;
    this.log = log;
    this.process = process;
  }

  /** Returns when it listens. */
  static FreeDiameter start(Path folder) throws IOException {
    Tool.FREEDIAMETER.require();
    Tool.GCC.require();
    Path extension = folder.resolve("charging.fdx");
    try (InputStream source =
        Objects.requireNonNull(
            FreeDiameter.class.getResourceAsStream("/freediameter/charging.c"))) {
      Files.copy(source, folder.resolve("charging.c"));
    }
    run(
        List.of(
            Tool.GCC.command(),
            "-shared",
            "-fPIC",
            "-o",
            extension.toString(),
            folder.resolve("charging.c").toString()));
    run(
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=" + HOST,
            "-keyout",
            folder.resolve("key.pem").toString(),
            "-out",
            folder.resolve("cert.pem").toString()));
    Files.writeString(folder.resolve("acl.conf"), "ALLOW_OLD_TLS ALLOW_IPSEC *.example.com\n");
    Path settings = Files.writeString(folder.resolve("fd.conf"), settings(folder));
    Namespace space = Namespace.open();
    Path log = folder.resolve("fd.log");
    Process process =
        space
            .command(Tool.FREEDIAMETER.command(), "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    FreeDiameter started = new FreeDiameter(space, log, process);
    await("freeDiameter is up", () -> started.says("daemon initialized"));
    return started;
  }

  PeerConfig config() {
    return PeerConfig.tcp(
        HOST, space.address(), 3868, ChargingInterface.CH1, ChargingInterface.CH2);
  }

  boolean says(String text) {
    return log().contains(text);
  }

  String log() {
    try {
      return Files.readString(log, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> complaints() {
    return log().lines().filter(line -> COMPLAINT.matcher(line).find()).toList();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    space.close();
  }

  private static String settings(Path folder) {
    return """
    Identity = "%2$s";
    Realm = "example.com";
    Port = 3868;
    SecPort = 0;
    No_SCTP;
    No_IPv6;
    TwTimer = 6;
    TLS_Cred = "%1$s/cert.pem", "%1$s/key.pem";
    TLS_CA = "%1$s/cert.pem";
    LoadExtension = "dict_nasreq.fdx";
    LoadExtension = "dict_dcca.fdx";
    LoadExtension = "dict_dcca_3gpp.fdx";
    LoadExtension = "dbg_msg_dumps.fdx" : "0x0080";
    LoadExtension = "%1$s/charging.fdx";
    LoadExtension = "acl_wl.fdx" : "%1$s/acl.conf";
    """
        .formatted(folder, HOST);
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            command + ": " + said + " (expected: success; apt-get install libfreediameter-dev)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
