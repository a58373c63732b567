package io.tollgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.profile.Profiles;
import io.tollgate.diameter.ro.CreditMapping;
import io.tollgate.diameter.ro.RoClient;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerText;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.netty.NettyDiameterTransport;
import io.tollgate.harness.Await;
import io.tollgate.lab.common.LabConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each profile against an OCS that refuses every mandatory AVP that it does not know. */
class ProfileLabIT {
  private static final String REALM = "lab.tollgate.example";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3gpp|",
        "oma|",
        "standard|",
        "sigscale|879,1256,2110",
        "freediameter|879,1256,2110",
        "cgrates|879,1256,2110"
      })
  void aStrictDictionaryTakesEveryRequestOfTheProfileThatIsForIt(String profile, String without)
      throws Exception {
    for (CreditAnswer answer : answers(profile, without == null ? "" : without)) {
      assertThat(answer.resultCode()).as("%s", answer).isNotEqualTo(5001);
      assertThat(answer.resultCode()).isLessThan(5000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "879, Service-Information (873/10415) > PoC-Information (879/10415)",
    "824,"
        + " Service-Information (873/10415) > IMS-Information (876/10415) > Event-Type (823/10415)"
        + " > SIP-Method (824/10415) = 0x"
  })
  void whatIsRefusedIsNamedInnermost(String without, String named) throws Exception {
    for (CreditAnswer answer : answers("3gpp", without)) {
      assertThat(answer.resultCode()).isEqualTo(5001);
      assertThat(answer.toString()).contains(named);
    }
  }

  private static List<CreditAnswer> answers(String profile, String without) throws Exception {
    LabConfig config =
        LabConfig.ephemeral()
            .with("ocs.dictionary", "strict")
            .with("ocs.dictionary.without", without);
    try (Lab lab = Lab.start(config)) {
      DiameterTransport transport =
          new NettyDiameterTransport(
              TransportConfig.outbound(
                  new LocalNode("tollgate.example.com", "example.com", List.of(), 0, "Tollgate", 1),
                  REALM,
                  PeerText.parse(
                      List.of("ocs." + REALM + "@127.0.0.1:" + lab.ocsNode().port() + ";ro"),
                      100,
                      0),
                  PeerTimers.DEFAULT),
              TransportMetrics.NONE);
      transport.start((request, peer, reply) -> reply.answer(5001, Avps.NONE));
      try {
        awaitOpen(transport);
        Profiles profiles = Profiles.load(List.of(profile), Optional.empty());
        RoClient client =
            new RoClient(
                transport,
                new CreditMapping(SampleRecords.writer()),
                Duration.ofSeconds(10),
                service -> profiles.dialect(service, REALM));
        List<CreditAnswer> answers = new ArrayList<>();
        int number = 0;
        for (CreditRequestType type :
            List.of(
                CreditRequestType.INITIAL,
                CreditRequestType.UPDATE,
                CreditRequestType.TERMINATION,
                CreditRequestType.EVENT)) {
          answers.add(
              answer(
                  client,
                  SampleRecords.credit(type, type == CreditRequestType.EVENT ? 0 : number++)));
        }
        return answers;
      } finally {
        transport.stop(Duration.ZERO);
      }
    }
  }

  private static void awaitOpen(DiameterTransport transport) {
    assertThat(
            Await.within(
                Duration.ofSeconds(10),
                () -> transport.peers().stream().anyMatch(peer -> peer.state() == PeerState.OPEN)))
        .as("the OCS is up in time")
        .isTrue();
  }

  private static CreditAnswer answer(RoClient client, CreditRequest request) throws Exception {
    CompletableFuture<CreditOutcome> outcome = new CompletableFuture<>();
    client.send(request, Failover.NONE, outcome::complete);
    CreditOutcome came = outcome.get(15, TimeUnit.SECONDS);
    assertThat(came)
        .as("%s on %s", came, ChargingInterface.CH2)
        .isInstanceOf(CreditOutcome.Answered.class);
    return ((CreditOutcome.Answered) came).answer();
  }
}
