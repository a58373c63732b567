package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.TimeSource;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.session.ServiceTime;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Received;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the last record says is what independent receivers saw. */
class CountsUnderLoadTest {

  @Test
  void fiftyParticipantsSendAtOnce() throws Exception {
    try (ConferenceLab lab = new ConferenceLab(Limits.patient(), new CountingGate()).with(50)) {
      int each = 20;
      sendAtOnce(lab, each, new Random(1), 0);
      for (MsrpAgent agent : lab.agents) {
        agent.awaitMessages(49 * each);
      }
      MessageCounters last = end(lab);
      assertThat(last.sent()).isEqualTo(50L * each);
      assertThat(last.successfullySent()).isEqualTo(50L * each);
      assertThat(last.exploded()).isEqualTo(50L * 49 * each);
      assertThat(last.successfullyExploded()).isEqualTo(seen(lab));
      assertThat(lab.gate.counters()).isEqualTo(last);
      assertThat(lab.gate.held()).isZero();
    }
  }

  @Test
  void fiftyParticipantsOfWhomSomeDisconnect() throws Exception {
    try (ConferenceLab lab = new ConferenceLab(Limits.patient(), new CountingGate()).with(50)) {
      int each = 20;
      sendAtOnce(lab, each, new Random(2), 10);
      MessageCounters last = end(lab);
      long perLeg = lab.legs.stream().mapToLong(leg -> leg.counters().successfullyExploded()).sum();
      long sentPerLeg = lab.legs.stream().mapToLong(leg -> leg.counters().sent()).sum();
      assertThat(last.successfullyExploded()).isEqualTo(perLeg);
      assertThat(last.sent()).isEqualTo(sentPerLeg);
      assertThat(lab.gate.counters()).isEqualTo(last);
      assertThat(lab.gate.held()).isZero();
      for (int i = 10; i < 50; i++) {
        long delivered = lab.legs.get(i).counters().successfullyExploded();
        assertThat(lab.agents.get(i).messages()).as("participant %d", i).hasSize((int) delivered);
      }
    }
  }

  /** With the gates that charging sessions have: what they say goes into the records. */
  @Test
  void theGateOfEachSenderSaysWhatTheOthersSaw() throws Exception {
    List<SessionGate> gates = new ArrayList<>();
    try (ConferenceLab lab = new ConferenceLab(Limits.patient(), new CountingGate())) {
      for (int i = 0; i < 50; i++) {
        SessionGate gate = new SessionGate(Runnable::run, new ServiceTime(TimeSource.SYSTEM), 10);
        gates.add(gate);
        lab.join(gate);
      }
      for (MsrpAgent agent : lab.agents) {
        agent.awaitConnection();
      }
      int each = 10;
      sendAtOnce(lab, each, new Random(3), 15);
      MessageCounters last = end(lab);
      MessageCounters[] counted =
          gates.stream().map(SessionGate::counters).toArray(MessageCounters[]::new);
      assertThat(sum(counted, MessageCounters::sent)).isEqualTo(last.sent());
      assertThat(sum(counted, MessageCounters::successfullyExploded))
          .isEqualTo(last.successfullyExploded());
      assertThat(sum(counted, MessageCounters::octetsIn)).isEqualTo(last.octetsIn());
      for (int i = 0; i < 50; i++) {
        assertThat(counted[i].sent())
            .as("sent by %d", i)
            .isEqualTo(lab.legs.get(i).counters().sent());
        if (i >= 15) {
          assertThat(counted[i].sent()).as("sent by %d", i).isEqualTo(each);
          assertThat(lab.agents.get(i).messages())
              .as("seen by %d", i)
              .hasSize((int) lab.legs.get(i).counters().successfullyExploded());
        }
      }
      // of those who stayed each saw the same: every message that was accepted whole, but their own
      for (int i = 15; i < 50; i++) {
        assertThat(lab.agents.get(i).messages()).hasSize((int) last.sent() - each);
      }
    }
  }

  private static long sum(MessageCounters[] counters, ToLongFunction<MessageCounters> what) {
    return Stream.of(counters).mapToLong(what).sum();
  }

  /** Everybody in a thread of their own; the first few cut their connection on the way. */
  private static void sendAtOnce(ConferenceLab lab, int each, Random random, int leavers)
      throws Exception {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < lab.agents.size(); i++) {
      int sender = i;
      int length = 1 + random.nextInt(6000);
      int chunk = 100 + random.nextInt(3000);
      int cut = sender < leavers ? random.nextInt(each) : -1;
      all.add(
          CompletableFuture.runAsync(
              () -> send(lab, sender, each, length, chunk, cut), task -> new Thread(task).start()));
    }
    for (CompletableFuture<Void> one : all) {
      one.get();
    }
  }

  private static void send(
      ConferenceLab lab, int sender, int each, int length, int chunk, int cut) {
    MsrpAgent agent = lab.agents.get(sender);
    try {
      for (int m = 0; m < each; m++) {
        var message = ConferenceLab.says(sender, new byte[length]);
        if (m == cut) {
          agent.raw(agent.chunk(message, 0, 30, "1-*/*", '+'));
          agent.disconnect();
          return;
        }
        if (m < each - 1) {
          agent.send(message.inChunksOf(chunk));
        } else {
          // answered last: nothing of before is still on its way in
          agent.ask(message);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long seen(ConferenceLab lab) {
    return lab.agents.stream().mapToLong(agent -> agent.messages().size()).sum();
  }

  private static MessageCounters end(ConferenceLab lab) throws Exception {
    MessageCounters last = lab.conference.close().toCompletableFuture().get();
    for (MsrpAgent agent : lab.agents) {
      agent.awaitDisconnection();
    }
    return last;
  }

  @Test
  void bothWaysAtOnceInManyRelays() throws Exception {
    List<RelayLab> labs = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        labs.add(new RelayLab().connected());
      }
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (RelayLab lab : labs) {
        for (MsrpAgent agent : List.of(lab.alice, lab.bob)) {
          all.add(
              CompletableFuture.runAsync(
                  () -> {
                    try {
                      for (int m = 0; m < 100; m++) {
                        agent.send(io.tollgate.msrpclient.Outgoing.text("message " + m));
                      }
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  },
                  task -> new Thread(task).start()));
        }
      }
      for (CompletableFuture<Void> one : all) {
        one.get();
      }
      for (RelayLab lab : labs) {
        lab.alice.awaitMessages(100);
        lab.bob.awaitMessages(100);
        MessageCounters last = lab.relay.close().toCompletableFuture().get();
        assertThat(last.sent()).isEqualTo(200);
        assertThat(last.successfullySent()).isEqualTo(200);
        assertThat(lab.alice.messages()).allMatch(Received::isWhole);
      }
    } finally {
      labs.forEach(RelayLab::close);
    }
  }
}
