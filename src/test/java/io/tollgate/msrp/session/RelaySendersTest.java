package io.tollgate.msrp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpRelay;
import io.tollgate.msrp.RelayTerms;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a message of a one-to-one session says that it is from. */
class RelaySendersTest {
  private static final List<String> ALICE = List.of("sip:alice@example.com", "tel:+15550100");

  private static Outgoing cpim(String froms) {
    String body = froms + "To: <sip:bob@example.com>\r\n\r\nContent-Type: text/plain\r\n\r\nhi";
    return Outgoing.binary(body.getBytes(UTF_8)).as("message/cpim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: <sip:victim@example.com>\r\n",
        "From: Alice <sip:victim@example.com>\r\n",
        "From: \"<sip:alice@example.com>\" <sip:victim@example.com>\r\n",
        "from:sip:victim@example.com\r\n",
        "From: <im:victim@example.com;x=alice@example.com>\r\n",
        "From: <sip:alice@example.com>\r\nFrom: <sip:victim@example.com>\r\n",
        "From: <sip:victim@example.com>\r\nFrom: <sip:alice@example.com>\r\n",
        "From: <sip:alice@example.com.evil.example>\r\n",
        "From: <sip:alice%40example.com@evil.example>\r\n",
        "From: <tel:+15550199>\r\n",
        "From: <>\r\n"
      })
  void whatSaysThatItIsFromSomebodyElseIsRefusedAndCostsNothing(String froms) throws Exception {
    try (RelayLab lab = new RelayLab(ALICE).connected()) {
      assertThat(lab.alice.ask(cpim(froms))).isEqualTo(403);
      String honest = lab.alice.send(cpim("From: <sip:alice@example.com>\r\n"));
      lab.bob.awaitMessage(honest);
      assertThat(lab.bob.messages()).hasSize(1);
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "From: Alice <sip:alice@example.com>\r\n",
        "From: <SIP:Alice@Example.COM;gr=x>\r\n",
        "From: <im:alice@example.com>\r\n",
        "From: <tel:+1-555-0100>\r\n",
        "From: <sip:anonymous@anonymous.invalid>\r\n"
      })
  void theCallerMaySayAnyOfItsAddressesOrNone(String froms) throws Exception {
    try (RelayLab lab = new RelayLab(ALICE).connected()) {
      assertThat(lab.alice.ask(cpim(froms))).isEqualTo(200);
    }
  }

  @Test
  void theHeadOfALaterChunkIsNoSender() throws Exception {
    try (RelayLab lab = new RelayLab(ALICE).connected()) {
      Outgoing message = cpim("From: <sip:victim@example.com>\r\n");
      int total = message.body().length;
      lab.alice.raw(lab.alice.chunk(message, 0, 10, "1-10/" + total, '+'));
      String range = "11-" + total + '/' + total;
      assertThat(lab.alice.ask(lab.alice.chunk(message, 10, total - 10, range, '$')))
          .isEqualTo(403);
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isZero();
      assertThat(lab.bob.messages()).isEmpty();
    }
  }

  /** A focus passes on what many say; the called party may be one, too. */
  @Test
  void whoSpeaksForOthersNamesThem() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      assertThat(lab.alice.ask(cpim("From: <sip:carol@example.com>\r\n"))).isEqualTo(200);
    }
    try (RelayLab lab = new RelayLab(ALICE).connected()) {
      assertThat(lab.bob.ask(cpim("From: <sip:carol@example.com>\r\n"))).isEqualTo(200);
    }
  }

  /** The connection says whose a message is; a From-Path is neither believed nor passed on. */
  @Test
  void anothersFromPathChangesNeitherWhoPaysNorWhoHearsTheAnswer() throws Exception {
    CountingGate malloryPays = new CountingGate();
    try (RelayLab lab = new RelayLab(ALICE).connected();
        MsrpAgent mallory = MsrpAgent.onLoopback();
        MsrpAgent friend = MsrpAgent.onLoopback()) {
      MsrpRelay other =
          lab.plane.openRelay(
              new RelayTerms("other", NodeRole.ORIGINATING, false, List.of(), Duration.ZERO),
              malloryPays,
              new MsrpListener() {});
      other.originating().remoteOffer(mallory.sdp("active"));
      friend.agree(other.terminating().offer(mallory.sdp("active")), false);
      other.terminating().remoteAnswer(friend.sdp("passive"));
      mallory.agree(other.originating().answer(friend.sdp("passive")), true);

      assertThat(lab.alice.ask(Outgoing.text("mine"))).isEqualTo(200);
      Outgoing message = Outgoing.text("who pays for this?");
      int length = message.body().length;
      byte[] own = mallory.chunk(message, 0, length, "1-" + length + '/' + length, '$');
      byte[] forged =
          new String(own, UTF_8).replace(mallory.path(), lab.alice.path()).getBytes(UTF_8);
      int aliceHeard = lab.alice.answers();
      assertThat(mallory.ask(forged)).isEqualTo(200);
      friend.awaitMessage(message.messageId());
      assertThat(other.close().toCompletableFuture().get().sent()).isEqualTo(1);
      assertThat(malloryPays.get(Count.SENT)).isEqualTo(1);
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(1);
      assertThat(lab.bob.messages()).hasSize(1);
      assertThat(lab.alice.answers()).isEqualTo(aliceHeard);
      assertThat(friend.faults()).isEmpty();
    }
  }
}
