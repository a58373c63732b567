package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.msrp.MsrpTls;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over TLS: whom a fingerprint names is trusted, nobody else (RFC 4975 section 14.4). */
class TlsTest {
  private static TlsIdentity own;
  private static TlsIdentity another;

  private final MsrpConfig config =
      new MsrpConfig(
          "127.0.0.1", "127.0.0.1", 0, new MsrpTls(0, null, ""), 2, true, MsrpLimits.DEFAULT);

  @BeforeAll
  static void keys(@TempDir Path folder) throws Exception {
    own = TlsIdentity.create(folder, "own");
    another = TlsIdentity.create(folder, "another");
  }

  private static String fingerprintIn(String sdp) {
    return sdp.lines()
        .filter(line -> line.startsWith("a=fingerprint:"))
        .map(line -> line.substring("a=fingerprint:".length()))
        .findFirst()
        .orElse("");
  }

  private static int ask(MsrpAgent agent, Outgoing message) throws IOException {
    int length = message.body().length;
    return agent.ask(agent.chunk(message, 0, length, "1-" + length + "/" + length, '$'));
  }

  private RelayLab lab() throws IOException {
    return new RelayLab(
        config, MsrpAgent.secureOnLoopback(own), MsrpAgent.secureOnLoopback(another));
  }

  @Test
  void carriesBothWaysWhoeverConnects() throws Exception {
    for (List<String> setups :
        List.of(List.of("active", "passive"), List.of("passive", "active"))) {
      try (RelayLab lab = lab().connected(setups.get(0), setups.get(1))) {
        for (MsrpAgent from : List.of(lab.alice, lab.bob)) {
          MsrpAgent to = from == lab.alice ? lab.bob : lab.alice;
          byte[] body = new byte[100_000];
          body[0] = (byte) setups.hashCode();
          String id = from.send(Outgoing.binary(body).inChunksOf(30_000));
          assertThat(to.awaitMessage(id).bytes()).isEqualTo(body);
        }
        String ours = fingerprintIn(lab.relay.originating().answer(lab.bob.sdp("passive")));
        assertThat(lab.alice.peerFingerprint()).isEqualToIgnoringCase(ours);
        assertThat(lab.bob.peerFingerprint()).isEqualToIgnoringCase(ours);
      }
    }
  }

  @Test
  void whoShowsAnotherCertificateThanHisSdpNamesGetsNoSession() throws Exception {
    try (RelayLab lab = lab()) {
      lab.alice.claiming(another.fingerprint());
      String offer = lab.alice.sdp("active");
      lab.relay.originating().remoteOffer(offer);
      lab.relay.terminating().offer(offer);
      lab.relay.terminating().remoteAnswer(lab.bob.sdp("passive"));
      String answer = lab.relay.originating().answer(lab.bob.sdp("passive"));
      lab.alice.agree(answer, false).connectSilently();
      assertThat(ask(lab.alice, Outgoing.text("let me in"))).isEqualTo(506);
      assertThat(lab.bob.messages()).isEmpty();
      assertThat(lab.told).doesNotContain("bound alice");
    }
  }

  @Test
  void aPeerThatShowsAnotherCertificateIsLeftAtOnce() throws Exception {
    try (RelayLab lab = lab()) {
      lab.bob.claiming(own.fingerprint());
      String offer = lab.alice.sdp("active");
      lab.relay.originating().remoteOffer(offer);
      lab.relay.terminating().offer(offer);
      lab.relay.terminating().remoteAnswer(lab.bob.sdp("passive"));
      lab.bob.await(
          () -> lab.told.stream().anyMatch(told -> told.startsWith("lost bob: certificate")),
          20_000,
          "the refusal");
      assertThat(lab.told).doesNotContain("bound bob");
      assertThat(lab.bob.frames()).isEmpty();
    }
  }

  @Test
  void aPlainConnectionDoesNotServeASessionOverTls() throws Exception {
    try (RelayLab lab = lab();
        MsrpAgent plain = MsrpAgent.onLoopback()) {
      String offer = lab.alice.sdp("active");
      lab.relay.originating().remoteOffer(offer);
      lab.relay.terminating().offer(offer);
      lab.relay.terminating().remoteAnswer(lab.bob.sdp("passive"));
      String answer = lab.relay.originating().answer(lab.bob.sdp("passive"));
      String path = lab.relay.originating().path();
      assertThat(answer).contains("TCP/TLS/MSRP").contains("a=path:msrps://");
      int tcpPort = lab.plane.tcpPort();
      plain
          .remote(path.replace("msrps:", "msrp:").replaceFirst(":\\d+/", ":" + tcpPort + "/"))
          .connectSilently();
      assertThat(ask(plain, Outgoing.text("in the clear"))).isEqualTo(506);
    }
  }

  @Test
  void withoutTlsConfiguredAnOfferOfItCannotBeAnchored() throws Exception {
    try (RelayLab lab =
        new RelayLab(
            MsrpConfig.loopback(MsrpLimits.DEFAULT),
            MsrpAgent.secureOnLoopback(own),
            MsrpAgent.onLoopback())) {
      assertThatThrownBy(() -> lab.relay.originating().remoteOffer(lab.alice.sdp("active")))
          .isInstanceOf(MsrpSdpException.class)
          .hasMessageContaining("TLS is not configured");
    }
  }
}
