package io.tollgate.msrp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.MessageCounters;
import io.tollgate.content.Documents;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 7701 over sockets: identities, private messages, nicknames, reports, receivers that fail. */
class ConferenceConformanceTest {

  private static int ask(MsrpAgent agent, Outgoing message) throws Exception {
    int length = message.body().length;
    return agent.ask(agent.chunk(message, 0, length, "1-" + length + "/" + length, '$'));
  }

  private static int nickname(MsrpAgent agent, String value) throws Exception {
    return agent.awaitAnswer(agent.request("NICKNAME", "Use-Nickname: " + value + "\r\n"));
  }

  private static MessageCounters end(ConferenceLab lab) throws Exception {
    MessageCounters last = lab.conference.close().toCompletableFuture().get();
    assertThat(lab.gate.counters()).isEqualTo(last);
    assertThat(lab.gate.held()).isZero();
    return last;
  }

  @Test
  void aMessageGoesToEverybodyElseWithItsWrapping() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(4)) {
      Outgoing message = ConferenceLab.says(0, "hello");
      assertThat(ask(lab.agents.get(0), message)).isEqualTo(200);
      for (int i = 1; i < 4; i++) {
        assertThat(lab.agents.get(i).awaitMessage(message.messageId()).bytes())
            .isEqualTo(message.body());
      }
      MessageCounters last = end(lab);
      assertThat(last.sent()).isEqualTo(1);
      assertThat(last.successfullySent()).isEqualTo(1);
      assertThat(last.exploded()).isEqualTo(3);
      assertThat(last.successfullyExploded()).isEqualTo(3);
      assertThat(lab.agents.get(0).messages()).isEmpty();
      assertThat(lab.legs.get(0).counters().sent()).isEqualTo(1);
      assertThat(lab.legs.get(1).counters().successfullyExploded()).isEqualTo(1);
    }
  }

  @Test
  void withoutCpimItIs415() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(2)) {
      assertThat(ask(lab.agents.get(0), Outgoing.text("hello"))).isEqualTo(415);
      assertThat(end(lab).sent()).isZero();
    }
  }

  @Test
  void aFalseSenderIs403() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(3)) {
      assertThat(ask(lab.agents.get(0), ConferenceLab.says(1, "I am not me"))).isEqualTo(403);
      assertThat(end(lab).sent()).isZero();
      assertThat(lab.agents.get(2).messages()).isEmpty();
    }
  }

  @Test
  void aFalseSenderBesideTheTrueOneIs403() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(3)) {
      String body =
          "From: <%s>\r\nFrom: <%s>\r\nTo: <%s>\r\n\r\nContent-Type: text/plain\r\n\r\nhi"
              .formatted(ConferenceLab.uri(0), ConferenceLab.uri(1), ConferenceLab.ROOM);
      Outgoing message = Outgoing.binary(body.getBytes(UTF_8)).as("message/cpim");
      assertThat(ask(lab.agents.get(0), message)).isEqualTo(403);
      assertThat(end(lab).sent()).isZero();
    }
  }

  @Test
  void aPrivateMessageGoesToOne() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(4)) {
      Outgoing message =
          Outgoing.cpim(
              ConferenceLab.uri(0), ConferenceLab.uri(2), "text/plain", "psst".getBytes(UTF_8));
      assertThat(ask(lab.agents.get(0), message)).isEqualTo(200);
      lab.agents.get(2).awaitMessage(message.messageId());
      MessageCounters last = end(lab);
      assertThat(last.exploded()).isEqualTo(1);
      assertThat(last.successfullyExploded()).isEqualTo(1);
      assertThat(lab.agents.get(1).messages()).isEmpty();
      assertThat(lab.agents.get(3).messages()).isEmpty();
    }
  }

  @Test
  void aPrivateMessageToNobodyHereIs404() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(2)) {
      Outgoing message =
          Outgoing.cpim(ConferenceLab.uri(0), "sip:no@example.com", "text/plain", new byte[] {65});
      assertThat(ask(lab.agents.get(0), message)).isEqualTo(404);
    }
  }

  @Test
  void aPrivateMessageWhereNoneAreAllowedIs428() throws Exception {
    try (ConferenceLab lab = new ConferenceLab(false)) {
      lab.with(2);
      Outgoing message =
          Outgoing.cpim(ConferenceLab.uri(0), ConferenceLab.uri(1), "text/plain", new byte[] {65});
      assertThat(ask(lab.agents.get(0), message)).isEqualTo(428);
      assertThat(nickname(lab.agents.get(0), "\"Al\"")).isEqualTo(403);
    }
  }

  @Test
  void nicknamesAreCheckedAndUnique() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(2)) {
      MsrpAgent first = lab.agents.get(0);
      MsrpAgent second = lab.agents.get(1);
      assertThat(nickname(first, "\"Alice\"")).isEqualTo(200);
      assertThat(nickname(second, "\"alice\"")).isEqualTo(425);
      assertThat(nickname(second, "Bob")).isEqualTo(424);
      assertThat(nickname(second, "\"" + "x".repeat(100) + "\"")).isEqualTo(424);
      assertThat(nickname(first, "\"\"")).isEqualTo(200);
      assertThat(nickname(second, "\"alice\"")).isEqualTo(200);
      assertThat(end(lab).sent()).isZero();
    }
  }

  @Test
  void composingAndDispositionNotificationsAreCarriedAndNotCounted() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(3)) {
      for (String document : List.of(Documents.COMPOSING, Documents.IMDN)) {
        Outgoing note =
            Outgoing.cpim(
                ConferenceLab.uri(1),
                ConferenceLab.ROOM,
                document.contains("imdn") ? "message/imdn+xml" : "application/im-iscomposing+xml",
                document.getBytes(UTF_8));
        assertThat(ask(lab.agents.get(1), note)).isEqualTo(200);
        lab.agents.get(0).awaitMessage(note.messageId());
        lab.agents.get(2).awaitMessage(note.messageId());
      }
      MessageCounters last = end(lab);
      assertThat(last.sent()).isZero();
      assertThat(last.exploded()).isZero();
    }
  }

  @Test
  void aUserSpeaksAndIsSpokenToByAnyAddress() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(2)) {
      lab.legs.get(0).alsoKnownAs(List.of("tel:+49-1", "sip:+492@x;user=phone"));
      for (String from :
          List.of(
              "tel:+491",
              "sip:+491@any;user=phone",
              "sip:+492@x",
              "tel:+492",
              ConferenceLab.uri(0))) {
        Outgoing text = Outgoing.cpim(from, ConferenceLab.ROOM, "text/plain", "hi".getBytes(UTF_8));
        assertThat(ask(lab.agents.get(0), text)).as(from).isEqualTo(200);
        Outgoing back =
            Outgoing.cpim(ConferenceLab.uri(1), from, "text/plain", "hi".getBytes(UTF_8));
        assertThat(ask(lab.agents.get(1), back)).as(from).isEqualTo(200);
        lab.agents.get(0).awaitMessage(back.messageId());
      }
      Outgoing false1 =
          Outgoing.cpim("sip:+491@x", ConferenceLab.ROOM, "text/plain", "hi".getBytes(UTF_8));
      assertThat(ask(lab.agents.get(0), false1)).isEqualTo(403);
    }
  }

  @Test
  void aDispositionNotificationToOneIsNoPrivateMessage() throws Exception {
    try (ConferenceLab lab = new ConferenceLab(false).with(3)) {
      for (String to : List.of(ConferenceLab.uri(0), "sip:away@example.com")) {
        Outgoing note =
            Outgoing.cpim(
                ConferenceLab.uri(1), to, "message/imdn+xml", Documents.IMDN.getBytes(UTF_8));
        assertThat(ask(lab.agents.get(1), note)).isEqualTo(200);
      }
      lab.agents.get(0).awaitMessages(1);
      assertThat(lab.agents.get(2).messages()).isEmpty();
      assertThat(end(lab).exploded()).isZero();
    }
  }

  @Test
  void aTextThatIsCalledANotificationIsAMessage() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(2)) {
      for (String type : List.of("application/im-iscomposing+xml", "message/imdn+xml")) {
        Outgoing text =
            Outgoing.cpim(ConferenceLab.uri(1), ConferenceLab.ROOM, type, "hello".getBytes(UTF_8));
        assertThat(ask(lab.agents.get(1), text)).isEqualTo(200);
      }
      assertThat(end(lab).sent()).isEqualTo(2);
    }
  }

  @Test
  void aHeadCutIntoTinyChunksIsStillUnderstood() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(3)) {
      Outgoing message = ConferenceLab.says(0, "in bits").inChunksOf(9);
      lab.agents.get(0).send(message);
      assertThat(lab.agents.get(1).awaitMessage(message.messageId()).bytes())
          .isEqualTo(message.body());
      assertThat(lab.agents.get(2).awaitMessage(message.messageId()).bytes())
          .isEqualTo(message.body());
      assertThat(end(lab).sent()).isEqualTo(1);
    }
  }

  /** Senders wait for a receiver for as long as a busy machine may need to connect it. */
  private static ConferenceLab patient() {
    return new ConferenceLab(Limits.patient(), new CountingGate());
  }

  @Test
  void aParticipantThatLeavesGetsNothingMore() throws Exception {
    try (ConferenceLab lab = patient().with(3)) {
      assertThat(ask(lab.agents.get(0), ConferenceLab.says(0, "one"))).isEqualTo(200);
      lab.agents.get(2).awaitMessages(1);
      lab.legs.get(2).left().toCompletableFuture().get();
      lab.agents.get(2).awaitDisconnection();
      assertThat(ask(lab.agents.get(0), ConferenceLab.says(0, "two"))).isEqualTo(200);
      lab.agents.get(1).awaitMessages(2);
      MessageCounters last = end(lab);
      assertThat(last.exploded()).isEqualTo(3);
      assertThat(last.successfullyExploded()).isEqualTo(3);
    }
  }

  @Test
  void aMessageSentWhileAReceiverIsStillConnectingWaitsForIt() throws Exception {
    try (ConferenceLab lab = patient().with(2)) {
      MsrpAgent late = MsrpAgent.onLoopback();
      lab.agents.add(late);
      var leg = lab.conference.join(new io.tollgate.msrp.MsrpParticipant(ConferenceLab.uri(2)));
      leg.admit(lab.gate);
      leg.remoteOffer(late.sdp("active"));
      late.agree(leg.answer(), false);
      String id = lab.agents.get(0).send(ConferenceLab.says(0, "wait for them"));
      late.connect();
      late.awaitMessage(id);
      assertThat(end(lab).successfullyExploded()).isEqualTo(2);
    }
  }

  @Test
  void eachSendersMessagesAreCountedAtHisGate() throws Exception {
    try (ConferenceLab lab = new ConferenceLab()) {
      CountingGate first = new CountingGate();
      CountingGate second = new CountingGate().units(1);
      lab.join(first);
      lab.join(second);
      lab.join(new CountingGate());
      for (MsrpAgent agent : lab.agents) {
        agent.awaitConnection();
      }
      assertThat(ask(lab.agents.get(0), ConferenceLab.says(0, "one"))).isEqualTo(200);
      assertThat(ask(lab.agents.get(0), ConferenceLab.says(0, "two"))).isEqualTo(200);
      assertThat(ask(lab.agents.get(1), ConferenceLab.says(1, "three"))).isEqualTo(200);
      assertThat(ask(lab.agents.get(1), ConferenceLab.says(1, "four"))).isEqualTo(403);
      lab.agents.get(2).awaitMessages(3);
      lab.agents.get(1).awaitMessages(2);
      lab.agents.get(0).awaitMessages(1);
      MessageCounters last = lab.conference.close().toCompletableFuture().get();
      assertThat(last.sent()).isEqualTo(3);
      assertThat(first.counters().sent()).isEqualTo(2);
      assertThat(first.counters().successfullyExploded()).isEqualTo(4);
      assertThat(second.counters().sent()).isEqualTo(1);
      assertThat(second.counters().successfullyExploded()).isEqualTo(2);
      assertThat(first.counters().octetsIn() + second.counters().octetsIn())
          .isEqualTo(last.octetsIn());
    }
  }

  @Test
  void whatIsSentBeforeItsSenderIsAdmittedWaits() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(2);
        MsrpAgent early = MsrpAgent.onLoopback()) {
      var leg = lab.conference.join(new io.tollgate.msrp.MsrpParticipant(ConferenceLab.uri(2)));
      leg.remoteOffer(early.sdp("active"));
      early.agree(leg.answer(), true);
      Outgoing message = ConferenceLab.says(2, "am I in?");
      early.send(message);
      early.await(() -> early.answers() == 1, 5000, "the answer to the empty SEND");
      assertThat(lab.conference.counters()).isEqualTo(MessageCounters.ZERO);
      leg.admit(lab.gate);
      lab.agents.get(0).awaitMessage(message.messageId());
      early.await(() -> early.answers() == 2, 5000, "the answer to the message");
      assertThat(early.refusals()).isEmpty();
      assertThat(end(lab).sent()).isEqualTo(1);
    }
  }
}
