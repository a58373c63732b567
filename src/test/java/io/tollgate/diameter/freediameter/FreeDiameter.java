package io.tollgate.diameter.freediameter;

import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.ScriptedPeer;
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
import org.jspecify.annotations.Nullable;

/**
 * A running freeDiameter with the dictionaries of Debian's package: a charging system, by an
 * extension of ours that answers ACR and CCR, or an agent.
 */
final class FreeDiameter implements AutoCloseable {

  /** What freeDiameter writes when a message does not please it. */
  private static final Pattern COMPLAINT = Pattern.compile("\\bERROR\\b|[Pp]arsing error");

  private static final String HOST = "fd.example.com";

  private static final String AGENT = "dra.agents.net";

  private final String host;
  private final Namespace space;
  private final Path settings;
  private final Path log;
  private @Nullable Process process;

  private FreeDiameter(String host, Namespace space, Path settings, Path log) {
    this.host = host;
    this.space = space;
    this.settings = settings;
    this.log = log;
  }

  /** A charging system. Returns when it listens. */
  static FreeDiameter start(Path folder) throws IOException {
    Path extension = compiled(folder, "charging");
    return start(
        folder,
        HOST,
        "example.com",
        """
        LoadExtension = "dict_nasreq.fdx";
        LoadExtension = "dict_dcca.fdx";
        LoadExtension = "dict_dcca_3gpp.fdx";
        LoadExtension = "dbg_msg_dumps.fdx" : "0x0080";
        LoadExtension = "%s";
        """
            .formatted(extension));
  }

  /**
   * An agent before servers that listen on our end of the wire.
   *
   * @param kind empty for a relay; what {@code agent.c} knows besides
   */
  static FreeDiameter agent(Path folder, String kind, List<ScriptedPeer> servers)
      throws IOException {
    StringBuilder more = new StringBuilder("LoadExtension = \"dict_nasreq.fdx\";\n");
    more.append("LoadExtension = \"dict_dcca.fdx\";\n");
    if (!kind.isEmpty()) {
      more.append("LoadExtension = \"%s\" : \"%s\";\n".formatted(compiled(folder, "agent"), kind));
    }
    for (ScriptedPeer server : servers) {
      more.append(
          "ConnectPeer = \"%s\" { ConnectTo = \"%s\"; Port = %d; No_TLS; TcTimer = 1; };\n"
              .formatted(server.host(), Namespace.near(), server.config().port()));
    }
    return start(folder, AGENT, "agents.net", more.toString());
  }

  private static FreeDiameter start(Path folder, String host, String realm, String more)
      throws IOException {
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
            "/CN=" + host,
            "-keyout",
            folder.resolve("key.pem").toString(),
            "-out",
            folder.resolve("cert.pem").toString()));
    Files.writeString(folder.resolve("acl.conf"), "ALLOW_OLD_TLS ALLOW_IPSEC *.example.com\n");
    Path settings = folder.resolve("fd.conf");
    Files.writeString(settings, settings(folder, host, realm) + more);
    Namespace space = Namespace.open();
    FreeDiameter made = new FreeDiameter(host, space, settings, folder.resolve("fd.log"));
    made.boot();
    return made;
  }

  private void boot() throws IOException {
    process =
        space
            .command(Tool.FREEDIAMETER.command(), "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await("freeDiameter is up", () -> says("daemon initialized"));
  }

  /** Dies without a word, and is started again. */
  void killAndRestart() throws IOException {
    kill();
    boot();
  }

  private void kill() throws IOException {
    Process running = process;
    if (running != null) {
      // The child in the namespace, not only the command that put it there.
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
      try {
        running.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  PeerConfig config() {
    return PeerConfig.tcp(
        host, space.address(), 3868, ChargingInterface.CH1, ChargingInterface.CH2);
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
    Process running = process;
    if (running != null) {
      running.destroy();
      try {
        if (!running.waitFor(10, TimeUnit.SECONDS)) {
          kill();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    space.close();
  }

  private static String settings(Path folder, String host, String realm) {
    return """
    Identity = "%2$s";
    Realm = "%3$s";
    Port = 3868;
    SecPort = 0;
    No_SCTP;
    No_IPv6;
    TwTimer = 6;
    TLS_Cred = "%1$s/cert.pem", "%1$s/key.pem";
    TLS_CA = "%1$s/cert.pem";
    LoadExtension = "acl_wl.fdx" : "%1$s/acl.conf";
    """
        .formatted(folder, host, realm);
  }

  /** An extension of ours. */
  private static Path compiled(Path folder, String name) throws IOException {
    Tool.FREEDIAMETER.require();
    Tool.GCC.require();
    Path extension = folder.resolve(name + ".fdx");
    Path source = folder.resolve(name + ".c");
    try (InputStream code =
        Objects.requireNonNull(
            FreeDiameter.class.getResourceAsStream("/freediameter/" + name + ".c"))) {
      Files.copy(code, source);
    }
    run(
        List.of(
            Tool.GCC.command(), "-shared", "-fPIC", "-o", extension.toString(), source.toString()));
    return extension;
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
