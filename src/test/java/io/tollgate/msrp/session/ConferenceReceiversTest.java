package io.tollgate.msrp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.MessageCounters;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrpclient.Frame;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a conference's receivers that refuse, are silent, slow or gone. */
class ConferenceReceiversTest {

  private static MessageCounters end(ConferenceLab lab) throws Exception {
    MessageCounters last = lab.conference.close().toCompletableFuture().get();
    assertThat(lab.gate.counters()).isEqualTo(last);
    assertThat(lab.gate.held()).isZero();
    return last;
  }

  @Test
  void theSwitchItselfReportsSuccess() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(3)) {
      lab.agents.get(1).keepingFrames();
      Outgoing message = ConferenceLab.says(0, "hello").successReport("yes");
      assertThat(lab.agents.get(0).ask(message)).isEqualTo(200);
      Frame report = lab.agents.get(0).awaitReport();
      assertThat(report.header("Status")).isEqualTo("000 200 OK");
      int length = message.body().length;
      assertThat(report.header("Byte-Range")).isEqualTo("1-" + length + "/" + length);
      lab.agents.get(1).awaitMessage(message.messageId());
      assertThat(lab.agents.get(1).frames())
          .allSatisfy(frame -> assertThat(frame.header("Success-Report")).isEmpty());
    }
  }

  /** Who came over another transport was told another port. */
  @Test
  void theConferenceIsAllOfItsPorts() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(3)) {
      Outgoing message =
          Outgoing.cpim(
              ConferenceLab.uri(0),
              ConferenceLab.ROOM + ":5061;transport=tls",
              "text/plain",
              "hello".getBytes(UTF_8));
      assertThat(lab.agents.get(0).ask(message)).isEqualTo(200);
      lab.agents.get(1).awaitMessage(message.messageId());
      lab.agents.get(2).awaitMessage(message.messageId());
    }
  }

  @Test
  void aReceiverThatRefusesFailsAlone() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(4)) {
      lab.agents.get(2).answering(frame -> frame.body() == null ? 200 : 415);
      allButOneGetIt(lab);
    }
  }

  /** Nor does anybody wait for it: that would be for an hour. */
  @Test
  void aReceiverThatIsGoneFailsAlone() throws Exception {
    MsrpLimits limits = Limits.with(its -> its.patience = Duration.ofHours(1));
    try (ConferenceLab lab = new ConferenceLab(limits, new CountingGate()).with(4)) {
      assertThat(lab.agents.get(0).ask(ConferenceLab.says(0, "all are there"))).isEqualTo(200);
      lab.agents.get(2).awaitMessages(1);
      lab.agents.get(2).disconnect();
      Outgoing message = ConferenceLab.says(0, "hello");
      assertThat(lab.agents.get(0).ask(message)).isEqualTo(200);
      lab.agents.get(1).awaitMessage(message.messageId());
      lab.agents.get(3).awaitMessage(message.messageId());
      assertThat(end(lab).successfullyExploded()).isEqualTo(3 + 2);
    }
  }

  @Test
  void aReceiverThatStopsReadingLosesItsCopiesAndHoldsUpNobodyForLong() throws Exception {
    MsrpLimits limits =
        Limits.with(
            its -> {
              its.queueBytes = 256 * 1024;
              its.patience = Duration.ofSeconds(4);
            });
    try (ConferenceLab lab = new ConferenceLab(limits, new CountingGate()).with(5)) {
      MsrpAgent stuck = lab.agents.get(4);
      stuck.reading(false);
      byte[] content = new byte[20_000];
      int messages = 1500;
      for (int i = 0; i < messages; i++) {
        lab.agents.get(0).send(ConferenceLab.says(0, content).failureReport("no"));
        assertThat(lab.plane.status().queuedBytes()).isLessThan(4 * 1024 * 1024);
      }
      for (int i = 1; i < 4; i++) {
        lab.agents.get(i).awaitMessages(messages);
      }
      assertThat(stuck.messages()).hasSizeLessThan(messages);
      MessageCounters last = end(lab);
      assertThat(last.sent()).isEqualTo(messages);
      assertThat(last.successfullyExploded()).isGreaterThanOrEqualTo(3L * messages);
      assertThat(last.exploded()).isLessThan(4L * messages);
    }
  }

  @Test
  void aReceiverThatWantsNoMoreOfAMessageGetsNoMoreOfIt() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(4)) {
      MsrpAgent unwilling = lab.agents.get(2).keepingFrames();
      unwilling.answering(frame -> frame.body() == null ? 200 : 413);
      MsrpAgent sender = lab.agents.get(0);
      Outgoing message = ConferenceLab.says(0, "x".repeat(1000));
      int total = message.body().length;
      assertThat(sender.ask(sender.chunk(message, 0, 500, "1-500/" + total, '+'))).isEqualTo(200);
      unwilling.await(() -> unwilling.begun().size() == 1, 20_000, "the first chunk");
      // their 413 comes before the empty SEND's answer does
      unwilling.awaitAnswer(unwilling.request("SEND", ""));
      String rest = "501-" + total + '/' + total;
      assertThat(sender.ask(sender.chunk(message, 500, total - 500, rest, '$'))).isEqualTo(200);
      lab.agents.get(1).awaitMessage(message.messageId());
      lab.agents.get(3).awaitMessage(message.messageId());
      assertThat(unwilling.frames())
          .filteredOn(frame -> frame.messageId().equals(message.messageId()))
          .hasSize(1);
      MessageCounters last = end(lab);
      assertThat(last.exploded()).isEqualTo(3);
      assertThat(last.successfullyExploded()).isEqualTo(2);
    }
  }

  @Test
  void aReceiverThatNeverAnswersFailsAlone() throws Exception {
    MsrpLimits limits =
        Limits.with(
            its -> {
              its.transaction = Duration.ofMillis(300);
              its.usageInterval = Duration.ofMillis(50);
              its.linger = Duration.ofMinutes(1);
            });
    try (ConferenceLab lab = new ConferenceLab(limits, new CountingGate()).with(4)) {
      lab.agents.get(2).answering(frame -> frame.body() == null ? 200 : 0);
      allButOneGetIt(lab);
    }
  }

  @Test
  void reportsOfReceiversStayWithTheFocusAndAreNotAnswered() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(3)) {
      MsrpAgent sender = lab.agents.get(0);
      MsrpAgent receiver = lab.agents.get(1);
      Outgoing message = ConferenceLab.says(0, "hello").successReport("yes");
      assertThat(sender.ask(message)).isEqualTo(200);
      receiver.awaitMessage(message.messageId());
      int answers = receiver.answers();
      receiver.request("REPORT", "Byte-Range: 1-5/5\r\nStatus: 000 200 OK\r\n");
      assertThat(receiver.ask(ConferenceLab.says(1, "after it"))).isEqualTo(200);
      sender.awaitMessages(1);
      assertThat(receiver.answers()).isEqualTo(answers + 1);
      assertThat(sender.reports()).hasSize(1);
    }
  }

  @Test
  void whatItsSenderGivesUpIsGivenUpTowardsAll() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(4)) {
      MsrpAgent sender = lab.agents.get(0);
      Outgoing message = ConferenceLab.says(0, "x".repeat(1000));
      int total = message.body().length;
      assertThat(sender.ask(sender.chunk(message, 0, 500, "1-500/" + total, '+'))).isEqualTo(200);
      assertThat(sender.ask(sender.chunk(message, 500, 10, "501-510/" + total, '#')))
          .isEqualTo(200);
      for (MsrpAgent receiver : lab.agents.subList(1, 4)) {
        receiver.awaitAbort(message.messageId());
      }
      MessageCounters last = end(lab);
      assertThat(last.sent()).isZero();
      assertThat(last.successfullyExploded()).isZero();
      assertThat(last.exploded()).isEqualTo(3);
    }
  }

  @Test
  void whatIsTooLargeInItsMiddleIsRefusedAndGivenUpTowardsAll() throws Exception {
    MsrpLimits limits = Limits.with(its -> its.messageBytes = 50_000);
    try (ConferenceLab lab = new ConferenceLab(limits, new CountingGate()).with(3)) {
      MsrpAgent sender = lab.agents.get(0);
      Outgoing message = ConferenceLab.says(0, new byte[60_000]);
      assertThat(sender.ask(sender.chunk(message, 0, 40_000, "1-40000/*", '+'))).isEqualTo(200);
      assertThat(sender.ask(sender.chunk(message, 40_000, 15_000, "40001-55000/*", '$')))
          .isEqualTo(413);
      lab.agents.get(1).awaitAbort(message.messageId());
      lab.agents.get(2).awaitAbort(message.messageId());
      assertThat(end(lab).sent()).isZero();
    }
  }

  /** Nobody answers such a message: it is delivered when it is written. */
  @Test
  void whatNobodyAnswersCountsAsDeliveredToAll() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(4)) {
      String no = lab.agents.get(0).send(ConferenceLab.says(0, "no").failureReport("no"));
      String partial =
          lab.agents.get(0).send(ConferenceLab.says(0, "partial").failureReport("partial"));
      for (MsrpAgent receiver : lab.agents.subList(1, 4)) {
        receiver.awaitMessage(no);
        receiver.awaitMessage(partial);
      }
      MessageCounters last = end(lab);
      assertThat(last.sent()).isEqualTo(2);
      assertThat(last.successfullyExploded()).isEqualTo(2 * 3);
    }
  }

  /** Of four, the third fails. */
  private static void allButOneGetIt(ConferenceLab lab) throws Exception {
    Outgoing message = ConferenceLab.says(0, "hello");
    assertThat(lab.agents.get(0).ask(message)).isEqualTo(200);
    lab.agents.get(1).awaitMessage(message.messageId());
    lab.agents.get(3).awaitMessage(message.messageId());
    MessageCounters last = end(lab);
    assertThat(last.exploded()).isEqualTo(3);
    assertThat(last.successfullyExploded()).isEqualTo(2);
    assertThat(lab.agents.get(0).reports()).isEmpty();
  }
}
