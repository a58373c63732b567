package io.tollgate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charging talked away, or pinned on others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhoPaysIT {
  private static final String VICTIM = "sip:victim@home.example";
  private static final List<String> TEXT = List.of("Content-Type: text/plain");

  private Site site;
  private Speaker peer;
  private Speaker guest;
  private Speaker stranger;
  private int recordsBefore;

  @BeforeAll
  void start() {
    site = new Site(Map.of());
  }

  @AfterAll
  void stop() {
    try (Site stopping = site) {
      Await.until(
          () -> stopping.server.application().sipContainer().liveSessions() == 0,
          "sessions to end");
    }
  }

  @BeforeEach
  void open() {
    peer = new Speaker(Site.PEER, site.port());
    guest = new Speaker(Site.GUEST, site.port());
    stranger = new Speaker(Site.STRANGER, site.port());
    recordsBefore = site.payers().size();
  }

  @AfterEach
  void close() {
    peer.close();
    guest.close();
    stranger.close();
  }

  private String payerOf(Speaker sender, String from, String... headers) {
    List<String> all = new java.util.ArrayList<>(TEXT);
    all.addAll(List.of(headers));
    sender.send("MESSAGE", peer.uri("bob"), from, all, "hello");
    peer.answer(peer.await("MESSAGE"), "200 OK");
    assertThat(sender.status()).isEqualTo(200);
    Await.until(() -> site.payers().size() > recordsBefore, "the record");
    assertThat(site.payers()).hasSize(recordsBefore + 1);
    return site.payers().get(recordsBefore);
  }

  @Test
  void aTrustedPeerSaysWhoPays() {
    assertThat(payerOf(peer, "sip:a@home.example", "P-Asserted-Identity: <sip:alice@home.example>"))
        .isEqualTo("sip:alice@home.example");
  }

  @Test
  void servedUserOfAGuestDoesNotMakeAVictimPay() {
    assertThat(payerOf(guest, "sip:me@home.example", "P-Served-User: <" + VICTIM + ">"))
        .isEqualTo("sip:127.0.0.2");
  }

  @Test
  void calledPartyOfAGuestDoesNotMakeAVictimPay() {
    assertThat(
            payerOf(
                guest,
                "sip:me@home.example",
                "P-Called-Party-ID: <" + VICTIM + ">",
                "P-Served-User: <" + VICTIM + ">;sescase=term;regstate=reg"))
        .isEqualTo("sip:127.0.0.2");
  }

  @Test
  void fromAndAssertedIdentityOfAGuestDoNotMakeAVictimPay() {
    assertThat(payerOf(guest, VICTIM, "P-Asserted-Identity: <" + VICTIM + ">"))
        .isEqualTo("sip:127.0.0.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:service:sos", "urn:service:sos.police"})
  void fromOrServedUserOfAnEmergencyServiceIsCharged(String service) {
    assertThat(payerOf(guest, service, "P-Served-User: <" + service + ">"))
        .isEqualTo("sip:127.0.0.2");
  }

  @Test
  void servedUserOfAnEmergencyServiceIsChargedEvenFromAPeer() {
    assertThat(payerOf(peer, "sip:alice@home.example", "P-Served-User: <urn:service:sos>"))
        .isEqualTo("urn:service:sos");
  }

  @Test
  void anEmergencyCallOfAGuestWithARouteToAFriendReachesNobody() {
    try (Speaker friend = new Speaker(Site.PEER, site.port())) {
      guest.send(
          "INVITE",
          "urn:service:sos",
          "sip:me@home.example",
          List.of("Route: <" + friend.uri("x") + ";lr>"),
          "");
      assertThat(guest.status()).isEqualTo(404);
      assertThat(friend.next(200)).isNull();
    }
  }

  @Test
  void aRouteOfAGuestLeadsNowhereElse() {
    try (Speaker friend = new Speaker(Site.PEER, site.port())) {
      assertThat(payerOf(guest, "sip:me@home.example", "Route: <" + friend.uri("x") + ";lr>"))
          .isEqualTo("sip:127.0.0.2");
      assertThat(friend.next(200)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVITE", "MESSAGE", "OPTIONS", "SUBSCRIBE"})
  void nothingIsSentToWhomTheOperatorDoesNotSend(String method) {
    guest.send(method, stranger.uri("bob"), "sip:me@home.example", List.of("Event: x"), "");
    assertThat(guest.status()).isEqualTo(403);
    peer.send(method, stranger.uri("bob"), "sip:me@home.example", List.of("Event: x"), "");
    assertThat(peer.status()).isEqualTo(403);
    assertThat(stranger.next(100)).isNull();
    assertThat(site.payers()).hasSize(recordsBefore);
  }

  @Test
  void maddrDoesNotLeadToAStranger() {
    guest.send(
        "MESSAGE",
        "sip:bob@127.0.0.1:" + stranger.port() + ";maddr=" + Site.STRANGER,
        "sip:me@home.example",
        TEXT,
        "hello");
    assertThat(guest.status()).isEqualTo(403);
    assertThat(stranger.next(100)).isNull();
  }

  /** The server's own address is a trusted peer here, as other servers on its host are. */
  @Test
  void whatComesBackToTheServerByANameOfItsOwnIsNobodysWord() {
    String victim = "sip:victim@localhost:" + site.port();
    guest.send("MESSAGE", victim, VICTIM, TEXT, "hello");
    assertThat(guest.status()).isGreaterThanOrEqualTo(400);
    Await.until(() -> site.payers().size() > recordsBefore, "the record of what was refused");
    assertThat(site.payers().subList(recordsBefore, site.payers().size()))
        .containsExactly("sip:127.0.0.2");
    assertThat(site.lab.ocs().engine().sessions())
        .noneMatch(session -> session.account().name().startsWith("sip:victim@"));
  }

  @Test
  void aStrangerIsRefusedBeforeThereIsAnything() {
    int sessions = site.server.application().sipContainer().liveSessions();
    for (String method : List.of("INVITE", "MESSAGE", "OPTIONS", "REGISTER", "BYE", "NOTIFY")) {
      stranger.send(method, peer.uri("bob"), VICTIM, TEXT, "hello");
      assertThat(stranger.status()).as(method).isEqualTo(403);
    }
    assertThat(site.server.application().sipContainer().liveSessions()).isEqualTo(sessions);
    assertThat(peer.next(100)).isNull();
    assertThat(site.payers()).hasSize(recordsBefore);
  }

  @Test
  void aFloodOfStrangersIsMostlyMetBySilenceAndTheNextCallSucceeds() {
    long begin = System.nanoTime();
    for (int i = 0; i < 500; i++) {
      stranger.send("OPTIONS", peer.uri("bob"), VICTIM, List.of(), "");
    }
    int answers = 0;
    while (stranger.next(300) != null) {
      answers++;
    }
    // 20 in a second, and what a bucket of them holds.
    long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
    assertThat(answers).isLessThanOrEqualTo((int) (20 * (seconds + 2)));
    assertThat(payerOf(peer, "sip:alice@home.example")).isEqualTo("sip:alice@home.example");
  }

  @Test
  void fromOfAGuestDoesNotMakeHimTheOwnerOfAConference() {
    String factory = "sip:conference-factory@127.0.0.1:" + site.port();
    String owner = "sip:owner@home.example";
    peer.send(
        "INVITE",
        factory,
        owner,
        List.of("Content-Type: application/sdp"),
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=message 7001 TCP/MSRP *\r\na=accept-types:message/cpim\r\n"
            + "a=path:msrp://127.0.0.1:7001/a;tcp\r\na=setup:passive\r\n");
    SipText ok = peer.await("SIP/2.0 200");
    String conference = ok.header("Contact").replaceFirst(".*<([^>]*)>.*", "$1");
    String tag = ok.header("To").replaceFirst(".*;tag=", "");
    peer.send("ACK", conference, owner, ok.header("Call-ID"), tag, 1, List.of(), "");

    guest.send(
        "REFER", conference, owner, List.of("Refer-To: <" + conference + ";method=BYE>"), "");
    assertThat(guest.status()).isEqualTo(403);
    guest.send("SUBSCRIBE", conference, owner, List.of("Event: conference", "Expires: 60"), "");
    assertThat(guest.status()).isEqualTo(403);
    assertThat(site.server.application().conferences().running()).isEqualTo(1);

    peer.send("BYE", conference, owner, ok.header("Call-ID"), tag, 2, List.of(), "");
    assertThat(peer.status()).isEqualTo(200);
    Await.until(
        () -> site.server.application().conferences().running() == 0, "the conference to end");
    Await.until(() -> site.payers().size() == recordsBefore + 2, "START and STOP");
    assertThat(site.payers().subList(recordsBefore, recordsBefore + 2)).containsOnly(owner);
  }
}
