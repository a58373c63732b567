package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.msrp.ConferenceTerms;
import io.tollgate.msrp.FocusLeg;
import io.tollgate.msrp.MsrpConference;
import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpParticipant;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.msrp.MsrpTls;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.TlsIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions over TLS: whom a fingerprint names is trusted, nobody else (RFC 4975 section 14.4). */
class TlsTest {
  private static TlsIdentity own;
  private static TlsIdentity another;
  private static Path stores;

  private final MsrpConfig config =
      new MsrpConfig(
          "127.0.0.1", "127.0.0.1", 0, MsrpTls.selfSigned(0), 2, true, MsrpLimits.DEFAULT);

  @BeforeAll
  static void keys(@TempDir Path folder) throws Exception {
    own = TlsIdentity.create(folder, "own");
    another = TlsIdentity.create(folder, "another");
    stores = folder;
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
          () -> lab.told.stream().anyMatch(told -> told.startsWith("lost bob: TLS: certificate")),
          20_000,
          "the refusal");
      assertThat(lab.told).doesNotContain("bound bob");
      assertThat(lab.bob.frames()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "md5 00:00", "sha-1 00:00", "SHA-256"})
  void whoseSdpNamesNoCertificateThatCanBeCheckedGetsNoSession(String named) throws Exception {
    try (RelayLab lab = lab()) {
      String offer = naming(named, lab.alice.sdp("active"));
      lab.relay.originating().remoteOffer(offer);
      lab.relay.terminating().offer(offer);
      lab.relay.terminating().remoteAnswer(naming(named, lab.bob.sdp("passive")));
      String answer = lab.relay.originating().answer(lab.bob.sdp("passive"));
      lab.alice.agree(answer, false).connectSilently();
      assertThat(ask(lab.alice, Outgoing.text("let me in"))).isEqualTo(506);
      lab.bob.await(
          () -> lab.told.stream().anyMatch(told -> told.startsWith("lost bob: TLS: ")),
          20_000,
          "the refusal");
      assertThat(lab.bob.frames()).isEmpty();
    }
  }

  private static String naming(String fingerprint, String sdp) {
    return sdp.replaceFirst(
        "a=fingerprint:[^\r\n]*\r?\n",
        fingerprint.isEmpty() ? "" : "a=fingerprint:" + fingerprint + "\r\n");
  }

  @Test
  void aTrustedChainForTheHostOfThePathStandsInForTheFingerprint(@TempDir Path folder)
      throws Exception {
    Path store = folder.resolve("trusted.p12");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("own", own.certificate());
    trusted.setCertificateEntry("another", another.certificate());
    try (OutputStream out = Files.newOutputStream(store)) {
      trusted.store(out, "secret".toCharArray());
    }
    MsrpConfig trusting =
        new MsrpConfig(
            "127.0.0.1",
            "127.0.0.1",
            0,
            new MsrpTls(0, null, "", store.toString(), "secret"),
            2,
            true,
            MsrpLimits.DEFAULT);
    try (RelayLab lab =
        new RelayLab(
            trusting, MsrpAgent.secureOnLoopback(own), MsrpAgent.secureOnLoopback(another))) {
      String offer = naming("", lab.alice.sdp("active"));
      lab.relay.originating().remoteOffer(offer);
      lab.relay.terminating().offer(offer);
      String accepted = naming("", lab.bob.sdp("passive"));
      lab.relay.terminating().remoteAnswer(accepted);
      lab.alice.agree(lab.relay.originating().answer(accepted), true);
      String id = lab.alice.send(Outgoing.text("by chain"));
      assertThat(lab.bob.awaitMessage(id).text()).isEqualTo("by chain");
    }
  }

  @Test
  void whoConnectsBeforeAnSdpNamesHimIsLookedAtThen() throws Exception {
    try (RelayLab lab = lab();
        MsrpAgent mallory = MsrpAgent.secureOnLoopback(own)) {
      String offer = lab.alice.sdp("active");
      lab.relay.originating().remoteOffer(offer);
      mallory.agree(lab.relay.terminating().offer(offer), true);
      mallory.await(() -> mallory.answers() == 1, 20_000, "the answer to her empty SEND");
      mallory.send(Outgoing.text("for alice"));
      lab.relay.terminating().remoteAnswer(lab.bob.sdp("active"));
      mallory.awaitDisconnection();
      lab.alice.agree(lab.relay.originating().answer(lab.bob.sdp("active")), true);
      lab.alice.await(() -> lab.alice.answers() == 1, 20_000, "the answer to her empty SEND");
      assertThat(lab.told).contains("lost bob: connection is not the one of the SDP");
      assertThat(lab.alice.messages()).isEmpty();
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isZero();
    }
  }

  /** Who has a new certificate is somebody else as far as connections go. */
  @Test
  void aReInviteWithAnotherFingerprintMovesTheSession() throws Exception {
    try (RelayLab lab = lab().connected();
        MsrpAgent again = MsrpAgent.secureOnLoopback(another)) {
      String offer = lab.alice.sdp("active").replace(own.fingerprint(), another.fingerprint());
      lab.relay.originating().remoteOffer(offer);
      lab.relay.terminating().offer(offer);
      lab.relay.terminating().remoteAnswer(lab.bob.sdp("passive"));
      again.agree(lab.relay.originating().answer(lab.bob.sdp("passive")), true);
      lab.alice.awaitDisconnection();
      String id = again.send(Outgoing.text("with a new key"));
      assertThat(lab.bob.awaitMessage(id).text()).isEqualTo("with a new key");
    }
  }

  @Test
  void aRenewedKeyStoreIsForSessionsToComeAndThoseThatAreUpGoOn(@TempDir Path folder)
      throws Exception {
    Path file = Files.copy(stores.resolve("own.p12"), folder.resolve("msrp.p12"));
    MsrpConfig ofFile =
        new MsrpConfig(
            "127.0.0.1",
            "127.0.0.1",
            0,
            new MsrpTls(0, file.toString(), "changeit", null, ""),
            2,
            true,
            MsrpLimits.DEFAULT);
    try (RelayLab lab =
            new RelayLab(
                    ofFile, MsrpAgent.secureOnLoopback(another), MsrpAgent.secureOnLoopback(own))
                .connected();
        MsrpAgent later = MsrpAgent.secureOnLoopback(own)) {
      assertThat(lab.alice.peerFingerprint()).isEqualToIgnoringCase(own.fingerprint());
      Files.writeString(file, "no key store");
      assertThatThrownBy(lab.plane::renewedCertificates)
          .isInstanceOf(IllegalArgumentException.class);
      Files.copy(stores.resolve("another.p12"), file, StandardCopyOption.REPLACE_EXISTING);
      lab.plane.renewedCertificates().run();

      String id = lab.alice.send(Outgoing.text("still here"));
      assertThat(lab.bob.awaitMessage(id).text()).isEqualTo("still here");
      MsrpConference conference =
          lab.plane.openConference(
              new ConferenceTerms("room", ConferenceLab.ROOM, true, true, Duration.ZERO),
              new MsrpListener() {});
      FocusLeg leg = conference.join(new MsrpParticipant(ConferenceLab.uri(1)));
      leg.admit(new CountingGate());
      leg.remoteOffer(later.sdp("active"));
      String answer = leg.answer();
      assertThat(fingerprintIn(answer)).isEqualToIgnoringCase(another.fingerprint());
      later.agree(answer, true);
      later.awaitConnection();
      assertThat(later.peerFingerprint()).isEqualToIgnoringCase(another.fingerprint());
    }
  }

  @Test
  void participantsOfAConferenceDialInWithAndWithoutTls() throws Exception {
    try (NettyMsrpPlane plane = NettyMsrpPlane.start(config);
        MsrpAgent secure = MsrpAgent.secureOnLoopback(own);
        MsrpAgent plain = MsrpAgent.onLoopback()) {
      MsrpConference conference =
          plane.openConference(
              new ConferenceTerms("room", ConferenceLab.ROOM, true, true, Duration.ZERO),
              new MsrpListener() {});
      List<MsrpAgent> agents = List.of(secure, plain);
      for (int i = 0; i < 2; i++) {
        FocusLeg leg = conference.join(new MsrpParticipant(ConferenceLab.uri(i)));
        leg.admit(new CountingGate());
        leg.remoteOffer(agents.get(i).sdp("active"));
        String answer = leg.answer();
        assertThat(answer).contains(i == 0 ? "TCP/TLS/MSRP" : "TCP/MSRP");
        agents.get(i).agree(answer, true);
        agents.get(i).awaitConnection();
      }
      byte[] content = new byte[100_000];
      content[99] = 99;
      for (int i = 0; i < 2; i++) {
        Outgoing message = ConferenceLab.says(i, content);
        agents.get(i).send(message.inChunksOf(20_000));
        assertThat(agents.get(1 - i).awaitMessage(message.messageId()).bytes())
            .isEqualTo(message.body());
      }
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
