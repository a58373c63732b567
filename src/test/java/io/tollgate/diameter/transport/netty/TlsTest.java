package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.TIMERS;
import static io.tollgate.diameter.transport.TestRequests.acr;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerConfig.Wire;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TestCertificates;
import io.tollgate.diameter.transport.TlsConfig;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.diameter.transport.TransportMetrics;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS before the first Diameter byte, certificates on both sides, and no way round it. */
class TlsTest {
  private static final String US = "tollgate.example.com";
  private static final String THEM = "cf.example.com";

  @TempDir Path directory;
  private final List<NettyDiameterTransport> running = new ArrayList<>();

  @AfterEach
  void stop() {
    running.forEach(transport -> transport.stop(Duration.ZERO));
  }

  @Test
  void twoNodesThatTrustEachOtherConnect() throws Exception {
    TestCertificates certificates = certificates(US, THEM);
    NettyDiameterTransport server =
        serve(certificates.config(THEM, certificates.certificate(US)), Wire.TLS);
    NettyDiameterTransport client =
        connect(server, THEM, Wire.TLS, certificates.config(US, certificates.certificate(THEM)));
    await("connected", () -> stateOf(client) == PeerState.OPEN);
    await("connected on the other side", () -> stateOf(server) == PeerState.OPEN);
  }

  @Test
  void aCertificateNobodyVouchesForIsNotLetIn() throws Exception {
    TestCertificates certificates = certificates(US, THEM, "rogue.example.com");
    NettyDiameterTransport server =
        serve(certificates.config(THEM, certificates.certificate("rogue.example.com")), Wire.TLS);
    NettyDiameterTransport client =
        connect(server, THEM, Wire.TLS, certificates.config(US, certificates.certificate(THEM)));
    assertNeverOpens(client);
  }

  @Test
  void aServerWhoseCertificateNamesAnotherIsNotTalkedTo() throws Exception {
    TestCertificates certificates = certificates(US, "other.example.com");
    NettyDiameterTransport server =
        serve(certificates.config("other.example.com", certificates.certificate(US)), Wire.TLS);
    NettyDiameterTransport client =
        connect(
            server,
            THEM,
            Wire.TLS,
            certificates.config(US, certificates.certificate("other.example.com")));
    assertNeverOpens(client);
  }

  @Test
  void aPeerMayOnlySpeakForTheNameInItsCertificate() throws Exception {
    TestCertificates certificates = certificates(THEM, "other.example.com");
    NettyDiameterTransport server =
        serve(certificates.config(THEM, certificates.certificate("other.example.com")), Wire.TLS);
    NettyDiameterTransport client =
        connect(
            server,
            THEM,
            Wire.TLS,
            certificates.config("other.example.com", certificates.certificate(THEM)));
    assertNeverOpens(client);
  }

  @Test
  void aPlainPeerIsNeverTalkedToInstead() throws Exception {
    TestCertificates certificates = certificates(US, THEM);
    try (ScriptedPeer plain = ScriptedPeer.named(THEM)) {
      NettyDiameterTransport client =
          start(
              TransportConfigs.with(
                  plain.config().withWire(Wire.TLS),
                  certificates.config(US, certificates.certificate(THEM))));
      assertNeverOpens(client);
      assertThat(plain.requests()).isEmpty();
    }
  }

  @Test
  void aPlainClientGetsNowhereAtATlsListener() throws Exception {
    TestCertificates certificates = certificates(US, THEM);
    NettyDiameterTransport server =
        serve(certificates.config(THEM, certificates.certificate(US)), Wire.TLS);
    NettyDiameterTransport client = connect(server, THEM, Wire.TCP, null);
    assertNeverOpens(client);
  }

  @Test
  void tlsWithoutCertificatesIsRefusedAtTheStart() {
    PeerConfig peer =
        PeerConfig.tcp(THEM, "127.0.0.1", 1, ChargingInterface.CH1).withWire(Wire.TLS);
    assertThatThrownBy(() -> start(TransportConfigs.with(peer, null)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no certificates are configured");
  }

  @Test
  void filesThatAreNoCertificatesAreRefusedAtTheStart() {
    PeerConfig peer =
        PeerConfig.tcp(THEM, "127.0.0.1", 1, ChargingInterface.CH1).withWire(Wire.TLS);
    TlsConfig nowhere =
        new TlsConfig(directory.resolve("a"), directory.resolve("b"), directory.resolve("c"));
    assertThatThrownBy(() -> start(TransportConfigs.with(peer, nowhere)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("readable PEM files");
  }

  @Test
  void sctpIsRefusedAtTheStart() {
    PeerConfig peer =
        PeerConfig.tcp(THEM, "127.0.0.1", 1, ChargingInterface.CH1).withWire(Wire.SCTP);
    assertThatThrownBy(() -> start(TransportConfigs.with(peer, null)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("SCTP");
  }

  private TestCertificates certificates(String... hosts) throws Exception {
    TestCertificates certificates = new TestCertificates(directory);
    for (String host : hosts) {
      certificates.make(host);
    }
    return certificates;
  }

  private NettyDiameterTransport serve(TlsConfig tls, Wire wire) throws Exception {
    return start(
        new TransportConfig(
            new LocalNode(THEM, "example.com", List.of(), 0, "server", 1),
            "example.com",
            "example.com",
            List.of(PeerConfig.tcp(US, "127.0.0.1", 0, ChargingInterface.values())),
            TIMERS,
            new InetSocketAddress("127.0.0.1", 0),
            wire,
            tls));
  }

  private NettyDiameterTransport connect(
      NettyDiameterTransport server, String host, Wire wire, @Nullable TlsConfig tls)
      throws Exception {
    int port = requireNonNull(server.listening()).getPort();
    PeerConfig peer =
        PeerConfig.tcp(host, "127.0.0.1", port, ChargingInterface.values()).withWire(wire);
    return start(TransportConfigs.with(peer, tls));
  }

  private NettyDiameterTransport start(TransportConfig config) throws Exception {
    NettyDiameterTransport transport = new NettyDiameterTransport(config, TransportMetrics.NONE);
    running.add(transport);
    transport.start(NO_REQUESTS);
    return transport;
  }

  /** After it has failed and tried again, it still has not opened. */
  private static void assertNeverOpens(NettyDiameterTransport client) {
    for (int i = 0; i < 3; i++) {
      await("down again", () -> stateOf(client) == PeerState.DOWN);
      await("trying again", () -> stateOf(client) != PeerState.DOWN);
      assertThat(ask(client, acr(client, "s" + i)).outcome()).isInstanceOf(Outcome.NoPeer.class);
    }
  }

  private static PeerState stateOf(NettyDiameterTransport transport) {
    return transport.peers().get(0).state();
  }

  private static final class TransportConfigs {
    static TransportConfig with(PeerConfig peer, @Nullable TlsConfig tls) {
      return new TransportConfig(
          NODE, "example.com", "example.com", List.of(peer), TIMERS, null, Wire.TCP, tls);
    }
  }
}
