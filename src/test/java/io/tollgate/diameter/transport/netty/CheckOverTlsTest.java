package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.check.CheckReport;
import io.tollgate.diameter.check.PeerCheck;
import io.tollgate.diameter.profile.Profile;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerConfig.Wire;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.TestCertificates;
import io.tollgate.diameter.transport.TlsConfig;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check of a peer behind TLS says which certificate keeps them apart. */
class CheckOverTlsTest {
  private static final String US = "tollgate.example.com";
  private static final String THEM = "cf.example.com";
  private static final String OTHER = "other.example.com";

  /** A handshake may take long where all the machine is busy. */
  private static final PeerTimers PATIENT =
      new PeerTimers(
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ofSeconds(2));

  @TempDir private static Path directory;
  private static TestCertificates certificates;
  private static NettyDiameterTransport server;

  @BeforeAll
  static void serve() throws Exception {
    certificates = new TestCertificates(directory);
    certificates.make(US);
    certificates.make(THEM);
    server = serve(certificates.config(THEM, certificates.certificate(US)));
  }

  @AfterAll
  static void stop() {
    server.stop(Duration.ZERO);
  }

  @Test
  void withCertificatesThatBothKnowItGetsAsFarAsTheWatchdog() throws Exception {
    assertThat(check(server, THEM, Wire.TLS, trusting(THEM)).steps().subList(0, 2))
        .extracting(step -> step.name() + " " + step.verdict())
        .containsExactly("CER TAKEN", "DWR TAKEN");
  }

  @Test
  void anAuthorityThatIsNotTrustedHere() throws Exception {
    assertThat(setting(server, THEM, Wire.TLS, trusting(US))).startsWith("diameter.tls-trust");
  }

  @Test
  void aCertificateThatNamesAnother() throws Exception {
    assertThat(setting(server, OTHER, Wire.TLS, trusting(THEM)))
        .startsWith("diameter.peers: the name in its certificate");
  }

  @Test
  void aCertificateOfOursThatThePeerDoesNotTrust() throws Exception {
    NettyDiameterTransport stern = serve(certificates.config(THEM, certificates.certificate(THEM)));
    try {
      assertThat(setting(stern, THEM, Wire.TLS, trusting(THEM)))
          .startsWith("diameter.tls-certificate");
    } finally {
      stern.stop(Duration.ZERO);
    }
  }

  @Test
  void aPeerThatWantsTlsAndIsSpokenToWithout() throws Exception {
    assertThat(setting(server, THEM, Wire.TCP, trusting(THEM)))
        .startsWith("diameter.peers: the address, port and ;tls");
  }

  private static TlsConfig trusting(String host) {
    return certificates.config(US, certificates.certificate(host));
  }

  private static NettyDiameterTransport serve(TlsConfig tls) throws Exception {
    NettyDiameterTransport listener =
        new NettyDiameterTransport(
            new TransportConfig(
                new LocalNode(THEM, "example.com", List.of(), 0, "server", 1),
                "example.com",
                "example.com",
                List.of(PeerConfig.tcp(US, "127.0.0.1", 0, ChargingInterface.values())),
                PATIENT,
                new InetSocketAddress("127.0.0.1", 0),
                Wire.TLS,
                tls),
            TransportMetrics.NONE);
    listener.start(NO_REQUESTS);
    return listener;
  }

  private static String setting(NettyDiameterTransport at, String host, Wire wire, TlsConfig tls)
      throws Exception {
    CheckReport report = check(at, host, wire, tls);
    assertThat(report.isGreen()).isFalse();
    return report.findings().get(0).settings().get(0);
  }

  private static CheckReport check(NettyDiameterTransport at, String host, Wire wire, TlsConfig tls)
      throws Exception {
    PeerConfig peer =
        PeerConfig.tcp(
                host, "127.0.0.1", requireNonNull(at.listening()).getPort(), ChargingInterface.CH1)
            .withWire(wire);
    return new PeerCheck(
            new PeerCheck.Target(
                new TransportConfig(
                    NODE,
                    "example.com",
                    "example.com",
                    List.of(peer),
                    PATIENT,
                    null,
                    Wire.TCP,
                    tls),
                peer,
                Profile.STANDARD,
                SampleRecords.writer(),
                kind -> List.of(),
                false,
                List.of(),
                () -> "s;1",
                Duration.ofSeconds(60)),
            Instant.EPOCH)
        .run();
  }
}
