package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.lab.cdf.AccountingRecord;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.cdf.RecordType;
import io.tollgate.lab.ocs.Units;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * F4, server terminated, over SIP, MSRP and Diameter: where nobody says anything for long, the
 * server lets both sides go, and the last record says all that was carried.
 */
class IdleMessagesIT {
  private static final String NOBODY = "sip:anonymous@anonymous.invalid";

  @Test
  void aSilentSessionOfTwoIsEnded() throws Exception {
    try (ChargedStage stage = new ChargedStage("both", "im", Map.of("sip.messages-idle", "3s"));
        PhoneBank bank = new PhoneBank(stage.port()).patience(60);
        MsrpAgent alices = MsrpAgent.onLoopback();
        MsrpAgent bobs = MsrpAgent.onLoopback()) {
      Phone bob = bank.phone("bob");
      Call call = bank.phone("alice").call(bob.uri());
      assertThat(call.status()).isEqualTo(200);
      alices.agree(call.answer().body(), true);
      bobs.agree(bob.incoming().invitation().body(), true);
      bobs.awaitMessage(alices.send(Outgoing.text("anybody there?")));
      isLetGo(call, alices);
      isLetGo(Objects.requireNonNull(bob.latest()), bobs);
      isChargedOnce(stage);
      alices.connectSilently();
      assertThat(alices.ask(Outgoing.text("still there?"))).isEqualTo(481);
    }
  }

  @Test
  void aSilentConferenceIsEnded() throws Exception {
    try (ChargedStage stage =
            new ChargedStage("both", "cpm", Map.of("conference.messages-idle", "3s"));
        PhoneBank bank = new PhoneBank(stage.port()).patience(60);
        MsrpAgent alices = MsrpAgent.onLoopback();
        MsrpAgent bobs = MsrpAgent.onLoopback()) {
      Phone bob = bank.phone("bob");
      Call call = bank.phone("alice").convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      alices.agree(call.answer().body(), true);
      bobs.agree(bob.incoming().invitation().body(), true);
      bobs.awaitMessage(alices.send(Outgoing.cpim(NOBODY, NOBODY, "text/plain", new byte[] {'x'})));
      isLetGo(call, alices);
      isLetGo(Objects.requireNonNull(bob.latest()), bobs);
      isChargedOnce(stage);
    }
  }

  private static void isLetGo(Call call, MsrpAgent agent) throws IOException {
    call.await("BYE");
    agent.awaitDisconnection();
    assertThat(call.requests("BYE")).hasSize(1);
  }

  /** One STOP, a normal end; one TERMINATION, the server's doing; one message in both. */
  private static void isChargedOnce(ChargedStage stage) throws Exception {
    stage.awaitAllClosed(1);
    List<AccountingRecord> stops =
        stage.records().stream().filter(record -> record.type() == RecordType.STOP).toList();
    assertThat(stops).hasSize(1);
    AccountingRecord stop = stops.get(0);
    assertThat(stop.get(Column.CAUSE)).isEqualTo("0");
    assertThat(
            List.of(
                stop.get(Column.SENT),
                stop.get(Column.SUCCESSFULLY_SENT),
                stop.get(Column.EXPLODED),
                stop.get(Column.SUCCESSFULLY_EXPLODED)))
        .containsOnly("1");
    assertThat(stage.ccrs()).filteredOn(ccr -> ccr.type().equals("TERMINATION")).hasSize(1);
    assertThat(stage.lab.ocs().engine().sessions())
        .allSatisfy(
            session ->
                assertThat(session.used().values()).extracting(Units::messages).containsOnly(1L));
    assertThat(callFlow(stage, stop.get(Column.ICID))).containsOnlyOnce("ends: administrative");
  }

  private static String callFlow(ChargedStage stage, String icid) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + stage.server.httpPort() + "/calls?format=text&icid=" + icid);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
        .body();
  }
}
