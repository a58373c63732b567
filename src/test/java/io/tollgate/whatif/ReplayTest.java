package io.tollgate.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.Estimates;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages outside of sessions, as a capture has them. */
class ReplayTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SERVER = "192.0.2.1:5060";
  private static final String ALICE = "192.0.2.2:5060";
  private static final String BOB = "192.0.2.3:5060";
  private static final String CAROL = "192.0.2.4:5060";

  private final List<Heard> heard = new ArrayList<>();
  private final Notes notes = new Notes();
  private int second;

  private void request(String from, String to, String callId, String uri, String more) {
    heard(
        from,
        to,
        "MESSAGE " + uri + " SIP/2.0",
        callId,
        "To: <" + uri + ">\r\nP-Charging-Vector: icid-value=i1\r\n" + more);
  }

  private void response(String from, String to, String callId, int status) {
    heard(from, to, "SIP/2.0 " + status + " So", callId, "To: <sip:x@example.com>;tag=2\r\n");
  }

  private void heard(String from, String to, String start, String callId, String more) {
    String head =
        start
            + "\r\nVia: SIP/2.0/UDP h;branch=z9"
            + callId
            + "\r\nFrom: <sip:alice@example.com>;tag=1\r\nCall-ID: "
            + callId
            + "\r\nCSeq: 1 MESSAGE\r\nContent-Type: text/plain\r\n"
            + more;
    SipMessage message = SipMessage.of(head, "hello".getBytes(StandardCharsets.UTF_8));
    if (message == null) {
      throw new IllegalArgumentException(head);
    }
    heard.add(new Heard.Sip(BEGIN.plusSeconds(second++), from, to, message));
  }

  private Replay replayed(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("sip.forced-profile", "im");
    settings.put("diameter.realm", "example.com");
    settings.put("diameter.peers", "cdf.example.com@192.0.2.8;rf, ocs.example.com@192.0.2.9;ro");
    settings.put("charging.mode", "both");
    Replay replay =
        new Replay(
            heard,
            SERVER,
            Estimates.of(Settings.of(settings)),
            new CaptureClock(BEGIN),
            ChargingObserver.NONE,
            notes);
    replay.run(() -> {});
    return replay;
  }

  private static List<String> requests(Replay replay) {
    return replay.requests().stream()
        .map(
            each ->
                each.action()
                    + " "
                    + each.service().parties().chargedParty()
                    + " "
                    + each.service().roster().count())
        .toList();
  }

  private void keptMessage() {
    request(ALICE, SERVER, "in", "sip:bob@example.com", "Expires: 3600\r\n");
    request(SERVER, BOB, "out", "sip:bob@example.com", "");
    response(BOB, SERVER, "out", 480);
    response(SERVER, ALICE, "in", 202);
  }

  @ParameterizedTest
  @CsvSource({"sender, alice", "recipient, bob"})
  void aMessageThatWaitsForItsRecipientIsChargedWhenItIsTakenAndFetched(
      String setting, String payer) {
    keptMessage();
    request(SERVER, BOB, "later", "sip:bob@example.com", "");
    response(BOB, SERVER, "later", 200);
    Replay replay = replayed(Map.of("deferred.payer", setting));
    assertThat(notes.lines()).isEmpty();
    assertThat(replay.records()).hasSize(2);
    assertThat(requests(replay))
        .containsExactlyElementsOf(
            payer.equals("alice")
                ? List.of("DIRECT_DEBITING sip:alice@example.com 1")
                : List.of(
                    "DIRECT_DEBITING sip:alice@example.com 1",
                    "REFUND_ACCOUNT sip:alice@example.com 1",
                    "DIRECT_DEBITING sip:bob@example.com 1"));
  }

  @Test
  void whatNobodyFetchedInItsTimeIsGivenBack() {
    keptMessage();
    second = 4_000;
    request(ALICE, SERVER, "other", "sip:carol@example.com", "");
    Replay replay = replayed(Map.of());
    assertThat(requests(replay)).contains("REFUND_ACCOUNT sip:alice@example.com 1");
  }

  @Test
  void oneThatStillWaitsIsSaidToDoSo() {
    keptMessage();
    replayed(Map.of());
    assertThat(notes.lines())
        .containsExactly("MESSAGE in waits for its recipient where the capture ends");
  }

  @Test
  void aMessageToManyIsOneChargeForAllItsCopies() {
    request(ALICE, SERVER, "in", "sip:friends@example.com", "");
    response(SERVER, ALICE, "in", 202);
    request(SERVER, BOB, "one", "sip:bob@example.com", "");
    request(SERVER, CAROL, "two", "sip:carol@example.com", "");
    response(BOB, SERVER, "one", 486);
    response(CAROL, SERVER, "two", 200);
    Replay replay = replayed(Map.of());
    assertThat(notes.lines()).isEqualTo(Set.of());
    assertThat(requests(replay)).containsExactly("DIRECT_DEBITING sip:alice@example.com 2");
    assertThat(replay.records())
        .singleElement()
        .satisfies(record -> assertThat(record.service().causeCode()).isEqualTo(-1));
  }

  @Test
  void aMessageToManyThatNobodyGotIsGivenBack() {
    request(ALICE, SERVER, "in", "sip:friends@example.com", "");
    response(SERVER, ALICE, "in", 202);
    request(SERVER, BOB, "one", "sip:bob@example.com", "");
    request(SERVER, CAROL, "two", "sip:carol@example.com", "");
    response(BOB, SERVER, "one", 486);
    response(CAROL, SERVER, "two", 480);
    assertThat(requests(replayed(Map.of())))
        .containsExactly(
            "DIRECT_DEBITING sip:alice@example.com 2", "REFUND_ACCOUNT sip:alice@example.com 2");
  }
}
