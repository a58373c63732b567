package io.tollgate.hostile;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.harness.Await;
import io.tollgate.harness.Ports;
import io.tollgate.harness.ServerKey;
import io.tollgate.harness.TollgateServer;
import io.tollgate.harness.WrittenLog;
import io.tollgate.lab.Lab;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.launcher.SipEndpoint;
import io.tollgate.log.Brief;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Tollgate with charging functions, among peers, guests who are not trusted, and strangers. */
final class Arena implements AutoCloseable {
  /** Who is trusted, may call and be called. */
  static final String PEER = "127.0.0.1";

  /** Who may call and be called, and is not believed. */
  static final String GUEST = "127.0.0.2";

  /** What a guest's calls are charged to. */
  static final String GUEST_PAYS = "sip:127.0.0.2";

  /** A guest with a rate. */
  static final String SLOW_GUEST = "127.0.0.3";

  static final int SLOW_RATE = 5;

  /** A guest whose messages are given back, most of them: what is booked for it is not counted. */
  static final String VAIN_GUEST = "127.0.0.7";

  /** Who may be sent to, never answers and sends nothing. */
  static final String SILENT = "127.0.0.6";

  /** Who has to show a certificate that nobody here has. */
  static final String CERTIFIED = "127.0.0.4";

  static final String STRANGER = "127.0.0.9";

  /** What is in every identity, content and secret, and in no line of the log. */
  static final String MARK = "markeduser";

  static final String TEXT = "markedcontent";
  static final String SECRET = "markedsecret";

  final Lab lab;
  final TollgateServer server;
  final WrittenLog log;
  final Books books = new Books();
  final int diameterPort = Ports.free();
  final int msrpPort = Ports.free();
  final int msrpsPort = Ports.free();
  final Random random;

  /** How often a thing is done that is done often: as asked on the command line. */
  final int volume;

  private final Path folder;
  private final ServerKey key;
  private final AtomicReference<@Nullable String> told = new AtomicReference<>();
  private final Queue<String> deaths = new ConcurrentLinkedQueue<>();
  private final Thread.@Nullable UncaughtExceptionHandler former;
  private int honest;
  private volatile long patienceMillis = 1_000;

  /**
   * @param volume of fuzzing, in messages
   */
  Arena(Map<String, String> more, int volume, long seed) throws IOException {
    this.volume = volume;
    random = new Random(seed);
    folder =
        Files.createDirectories(Path.of("target", "hostile", UUID.randomUUID().toString()))
            .toAbsolutePath();
    key = ServerKey.create(folder);
    lab =
        Lab.start(
            LabConfig.ephemeral()
                .with("directory", folder.resolve("lab").toString())
                .with("ocs.balance", "1000000000"));
    List<SipEndpoint> endpoints =
        List.of(
            new SipEndpoint(SipEndpoint.Transport.UDP, PEER, 0),
            new SipEndpoint(SipEndpoint.Transport.TCP, PEER, 0),
            new SipEndpoint(SipEndpoint.Transport.TLS, PEER, 0));
    log = WrittenLog.open();
    former = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, why) -> deaths.add(thread.getName() + ": " + Brief.of(why)));
    server =
        TollgateServer.start(
            TollgateServer.options(settings(more))
                .withEndpoints(endpoints, PEER, 0)
                .withStackProperties(key.stackProperties()));
    books.owesAnything("sip:" + VAIN_GUEST);
    Await.until(() -> !charges(more) || openPeers() == 2, "both peers to be open");
  }

  private static boolean charges(Map<String, String> more) {
    return !more.getOrDefault("diameter.peers", "some").isEmpty();
  }

  private Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "sip.peers",
        String.join(
            ",",
            PEER + ";trusted",
            GUEST,
            VAIN_GUEST,
            SLOW_GUEST + ";rate=" + SLOW_RATE,
            CERTIFIED + ";trusted;tls=peer.example.com",
            SILENT + ";to"));
    settings.put("charging.mode", "both");
    settings.put("sip.no-answer", "2s");
    settings.put("sip.ack-wait", "2s");
    settings.put("conference.no-answer", "2s");
    settings.put("conference.lost-connection", "1s");
    settings.put("deferred.on", "480");
    settings.put("container.tls-key-store-password", SECRET);
    settings.put("storage.directory", folder.resolve("data").toString());
    settings.put("msrp.port", Integer.toString(msrpPort));
    settings.put("msrp.tls", "true");
    settings.put("msrp.tls-port", Integer.toString(msrpsPort));
    settings.put("msrp.bind-time", "3s");
    settings.put("msrp.open-message-age", "3s");
    settings.put("diameter.listen", PEER + ":" + diameterPort);
    settings.put("diameter.listen-tls", "false");
    settings.put("diameter.capabilities-timeout", "2s");
    settings.put(
        "diameter.peers",
        "cdf.lab.tollgate.example@127.0.0.1:"
            + lab.cdfNode().port()
            + ";rf, ocs.lab.tollgate.example@127.0.0.1:"
            + lab.ocsNode().port()
            + ";ro");
    settings.put("diameter.offline-realm", "lab.tollgate.example");
    settings.put("diameter.online-realm", "lab.tollgate.example");
    settings.putAll(more);
    return settings;
  }

  private double openPeers() {
    return server
        .application()
        .meters()
        .find("tollgate.diameter.peer.state")
        .tag("state", "OPEN")
        .gauges()
        .stream()
        .mapToDouble(Gauge::value)
        .sum();
  }

  int port() {
    return server.sipPort();
  }

  /** Where the server keeps what outlives it. */
  Path folder() {
    return folder;
  }

  ServerKey key() {
    return key;
  }

  Talker udp(String address) {
    return Talker.udp(address, server.sipPort(), this::overhear);
  }

  Talker tcp(String address) throws IOException {
    return Talker.stream(address, server.sipPort(), null, this::overhear);
  }

  Talker tls(String address) throws IOException {
    return Talker.stream(address, server.lastSipPort(), key.context(), this::overhear);
  }

  /** Nothing that the server says names its charging functions or its insides. */
  private void overhear(String text) {
    if (text.contains("lab.tollgate.example")
        || text.contains("Exception")
        || text.contains("io.tollgate")
        || text.contains(SECRET)) {
      told.compareAndSet(null, text);
    }
  }

  /** Something that the server must not tell anybody, and did; null if it did not. */
  @Nullable String told() {
    return told.getAndSet(null);
  }

  /** Threads that ended by what nobody expected, since this was asked last. */
  List<String> deaths() {
    List<String> all = new ArrayList<>();
    for (String one = deaths.poll(); one != null; one = deaths.poll()) {
      all.add(one);
    }
    return all;
  }

  /** A user of whom nobody else has heard. */
  String user() {
    return "sip:" + MARK + UUID.randomUUID() + "@home.example";
  }

  /** Two honest users talk; returns how long the call took to be up, in milliseconds. */
  long honestCall() throws IOException {
    String payer = "sip:" + MARK + "-honest-" + ++honest + "@home.example";
    return HonestCall.play(this, payer);
  }

  /** Somebody connects for messages over TLS, and goes. */
  void secureConnection() throws IOException {
    try (Socket one = key.context().getSocketFactory().createSocket(PEER, msrpsPort)) {
      one.setSoTimeout(5_000);
      // Its certificate is not the one of SIP, which is as far as this has to go.
      Expect.that(((SSLSocket) one).getSession().getProtocol() != null, "a session");
    }
  }

  /** An honest call, as long as others attack, which is up within the time that is asked for. */
  void honestCallInTime() throws IOException {
    Expect.atMost(honestCall(), patienceMillis, "milliseconds of an honest call meanwhile");
  }

  /** The machine is busy with others' work as well: what is slow then says nothing. */
  Arena patient(long millis) {
    patienceMillis = millis;
    return this;
  }

  long patienceMillis() {
    return patienceMillis;
  }

  @Override
  public void close() {
    try (lab;
        log) {
      server.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(former);
    }
  }
}
