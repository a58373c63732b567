package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrpclient.Frame;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Status codes, REPORTs and who hears of what, over sockets (RFC 4975 sections 7 and 10). */
class ErrorConformanceTest {

  private static MsrpLimits limits(long messageBytes, Duration transaction) {
    return Limits.with(
        its -> {
          its.messageBytes = messageBytes;
          its.openMessages = 4;
          its.openMessageAge = Duration.ofMillis(400);
          its.transaction = transaction;
          its.usageInterval = Duration.ofMillis(50);
        });
  }

  private static int ask(MsrpAgent agent, Outgoing message) throws Exception {
    int length = message.body().length;
    return agent.ask(agent.chunk(message, 0, length, "1-" + length + "/" + length, '$'));
  }

  @Test
  void unknownPathIs481() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      String path = lab.relay.originating().path().replaceFirst("/[^/;]+;", "/no-such-session;");
      lab.alice.remote(path);
      assertThat(ask(lab.alice, Outgoing.text("x"))).isEqualTo(481);
    }
  }

  @Test
  void anEndedSessionIs481OrGone() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      lab.relay.close().toCompletableFuture().get();
      lab.alice.awaitDisconnection();
      assertThat(lab.plane.status().legs()).isZero();
      lab.alice.connectSilently();
      assertThat(ask(lab.alice, Outgoing.text("x"))).isEqualTo(481);
    }
  }

  @Test
  void aSecondConnectionForABoundSessionIs506() throws Exception {
    try (RelayLab lab = new RelayLab().connected();
        MsrpAgent mallory = MsrpAgent.onLoopback()) {
      assertThat(ask(lab.alice, Outgoing.text("mine"))).isEqualTo(200);
      mallory.remote(lab.relay.originating().path()).connectSilently();
      assertThat(ask(mallory, Outgoing.text("x"))).isEqualTo(506);
      assertThat(ask(lab.alice, Outgoing.text("still mine"))).isEqualTo(200);
    }
  }

  @Test
  void anotherMethodIs501() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      assertThat(lab.alice.awaitAnswer(lab.alice.request("AUTH", ""))).isEqualTo(501);
      assertThat(lab.alice.awaitAnswer(lab.alice.request("NICKNAME", "Use-Nickname: \"a\"\r\n")))
          .isEqualTo(501);
      assertThat(ask(lab.alice, Outgoing.text("x"))).isEqualTo(200);
    }
  }

  @Test
  void aTypeThatTheReceiverDoesNotTakeIs415() throws Exception {
    try (RelayLab lab = new RelayLab()) {
      lab.bob.accepting("message/cpim text/*");
      lab.connected();
      assertThat(ask(lab.alice, Outgoing.text("x").as("image/png"))).isEqualTo(415);
      assertThat(ask(lab.alice, Outgoing.text("x").as("text/html; charset=utf-8"))).isEqualTo(200);
      assertThat(ask(lab.alice, Outgoing.text("x").as("Text/Plain"))).isEqualTo(200);
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(2);
    }
  }

  @Test
  void missingHeadersAre400() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      assertThat(lab.alice.awaitAnswer(lab.alice.request("SEND", "Message-ID: again\r\n")))
          .isEqualTo(400);
      assertThat(
              lab.alice.awaitAnswer(
                  lab.alice.request("SEND", "Byte-Range: 1-1/1\r\nByte-Range: 1-2/2\r\n")))
          .isEqualTo(400);
      assertThat(ask(lab.alice, Outgoing.text("x"))).isEqualTo(200);
    }
  }

  @Test
  void tooLargeIs413AndTheReceiverHearsOfTheEnd() throws Exception {
    try (RelayLab lab =
        new RelayLab(limits(50_000, Duration.ofSeconds(5)), new CountingGate()).connected()) {
      assertThat(ask(lab.alice, Outgoing.binary(new byte[60_000]))).isEqualTo(413);
      Outgoing open = Outgoing.binary(new byte[60_000]);
      assertThat(lab.alice.ask(lab.alice.chunk(open, 0, 40_000, "1-*/*", '+'))).isEqualTo(200);
      assertThat(lab.alice.ask(lab.alice.chunk(open, 40_000, 20_000, "40001-*/*", '$')))
          .isEqualTo(413);
      lab.bob.awaitAbort(open.messageId());
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isZero();
      assertThat(lab.gate.held()).isZero();
    }
  }

  @Test
  void tooManyOpenMessagesIs413UntilTheyAreAbandoned() throws Exception {
    try (RelayLab lab =
        new RelayLab(limits(50_000, Duration.ofSeconds(5)), new CountingGate()).connected()) {
      for (int i = 0; i < 4; i++) {
        Outgoing open = Outgoing.text("0123").withId("open" + i);
        assertThat(lab.alice.ask(lab.alice.chunk(open, 0, 2, "1-2/4", '+'))).isEqualTo(200);
      }
      assertThat(ask(lab.alice, Outgoing.text("x"))).isEqualTo(413);
      lab.bob.awaitAbort("open3");
      assertThat(lab.gate.held()).isZero();
      assertThat(ask(lab.alice, Outgoing.text("y"))).isEqualTo(200);
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(1);
    }
  }

  @Test
  void failureReportNoAndPartialSuppressThe200ButNotTheCount() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      lab.bob.awaitConnection();
      int answers = lab.alice.answers();
      String no = lab.alice.send(Outgoing.text("no").failureReport("no"));
      String partial = lab.alice.send(Outgoing.text("partial").failureReport("partial"));
      lab.bob.awaitMessage(no);
      lab.bob.awaitMessage(partial);
      assertThat(ask(lab.alice, Outgoing.text("yes"))).isEqualTo(200);
      assertThat(lab.alice.answers()).isLessThanOrEqualTo(answers + 2);
      assertThat(lab.relay.close().toCompletableFuture().get().successfullySent()).isEqualTo(3);
      assertThat(lab.gate.counters().sent()).isEqualTo(3);
    }
  }

  @Test
  void failureReportPartialHearsOfErrorsAndNoOfNothing() throws Exception {
    try (RelayLab lab = new RelayLab(MsrpLimits.DEFAULT, new CountingGate().units(0)).connected()) {
      Outgoing partial = Outgoing.text("x").failureReport("partial");
      assertThat(ask(lab.alice, partial)).isEqualTo(403);
      lab.alice.send(Outgoing.text("x").failureReport("no"));
      assertThat(ask(lab.alice, Outgoing.text("y"))).isEqualTo(403);
      assertThat(lab.alice.refusals()).hasSize(2);
    }
  }

  @Test
  void whoWantsToHearNothingIsNotToldOfAnUnknownPathEither() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      lab.alice.remote(
          lab.relay.originating().path().replaceFirst("/[^/;]+;", "/no-such-session;"));
      lab.alice.send(Outgoing.text("x").failureReport("no"));
      assertThat(ask(lab.alice, Outgoing.text("x").failureReport("partial"))).isEqualTo(481);
      assertThat(lab.alice.refusals()).hasSize(1);
    }
  }

  @Test
  void aRefusalDownstreamBecomesAReport() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      lab.bob.answering(frame -> frame.body() == null ? 200 : 415);
      Outgoing message = Outgoing.text("x");
      assertThat(ask(lab.alice, message)).isEqualTo(200);
      Frame report = lab.alice.awaitReport();
      assertThat(report.messageId()).isEqualTo(message.messageId());
      assertThat(report.header("Status")).startsWith("000 415");
      assertThat(report.header("Byte-Range")).isEqualTo("1-1/1");
      assertThat(lab.relay.close().toCompletableFuture().get().successfullySent()).isZero();
      assertThat(lab.gate.counters().sent()).isEqualTo(1);
    }
  }

  @Test
  void silenceDownstreamBecomesA408Report() throws Exception {
    try (RelayLab lab =
        new RelayLab(limits(50_000, Duration.ofMillis(300)), new CountingGate()).connected()) {
      lab.bob.answering(frame -> frame.body() == null ? 200 : 0);
      lab.alice.send(Outgoing.text("p").failureReport("partial"));
      lab.alice.send(Outgoing.text("n").failureReport("no"));
      Outgoing message = Outgoing.text("x");
      assertThat(ask(lab.alice, message)).isEqualTo(200);
      Frame report = lab.alice.awaitReport();
      assertThat(report.messageId()).isEqualTo(message.messageId());
      assertThat(report.header("Status")).startsWith("000 408");
      assertThat(lab.alice.reports()).hasSize(1);
    }
  }

  @Test
  void a413DownstreamStopsTheSender() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      lab.bob.answering(frame -> frame.body() == null ? 200 : 413);
      Outgoing message = Outgoing.text("0123456789");
      assertThat(lab.alice.ask(lab.alice.chunk(message, 0, 5, "1-5/10", '+'))).isEqualTo(200);
      assertThat(lab.alice.awaitReport().header("Status")).startsWith("000 413");
      assertThat(lab.alice.ask(lab.alice.chunk(message, 5, 5, "6-10/10", '$'))).isEqualTo(413);
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isZero();
      assertThat(lab.gate.held()).isZero();
    }
  }

  @Test
  void successReportsAreForwardedAndNeverAnswered() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      Outgoing message = Outgoing.text("x").successReport("yes");
      lab.bob.keepingFrames();
      assertThat(ask(lab.alice, message)).isEqualTo(200);
      lab.bob.awaitMessage(message.messageId());
      assertThat(lab.bob.frames())
          .filteredOn(frame -> frame.messageId().equals(message.messageId()))
          .allSatisfy(frame -> assertThat(frame.header("success-report")).isEqualTo("yes"));
      int answers = lab.bob.answers();
      lab.bob.raw(
          ("MSRP report01 REPORT\r\nTo-Path: "
                  + lab.relay.terminating().path()
                  + "\r\nFrom-Path: "
                  + lab.bob.path()
                  + "\r\nMessage-ID: "
                  + message.messageId()
                  + "\r\nByte-Range: 1-1/1\r\nStatus: 000 200 OK\r\n-------report01$\r\n")
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      Frame report = lab.alice.awaitReport();
      assertThat(report.header("Status")).isEqualTo("000 200 OK");
      assertThat(report.header("To-Path")).isEqualTo(lab.alice.path());
      assertThat(report.header("From-Path")).isEqualTo(lab.relay.originating().path());
      assertThat(report.messageId()).isEqualTo(message.messageId());
      assertThat(lab.bob.answers()).isEqualTo(answers);
    }
  }

  @Test
  void theLossOfAConnectionIsTold() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      assertThat(ask(lab.alice, Outgoing.text("x"))).isEqualTo(200);
      lab.bob.disconnect();
      lab.alice.await(
          () -> lab.told.stream().anyMatch(t -> t.startsWith("lost bob")), 20_000, "the loss");
      lab.alice.disconnect();
      lab.alice.await(
          () -> lab.told.stream().anyMatch(t -> t.startsWith("lost alice")), 20_000, "the loss");
    }
  }

  @Test
  void aReceiverThatIsNotThereIs408() throws Exception {
    try (RelayLab lab =
        new RelayLab(limits(50_000, Duration.ofMillis(300)), new CountingGate()).connected()) {
      assertThat(ask(lab.alice, Outgoing.text("x"))).isEqualTo(200);
      lab.bob.disconnect();
      lab.alice.await(
          () -> lab.told.stream().anyMatch(t -> t.startsWith("lost bob")), 20_000, "the loss");
      assertThat(ask(lab.alice, Outgoing.text("y"))).isEqualTo(408);
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(1);
    }
  }

  @Test
  void silenceIsTold() throws Exception {
    MsrpLimits limits = limits(50_000, Duration.ofSeconds(5));
    try (RelayLab lab =
        new RelayLab(
                io.tollgate.msrp.MsrpConfig.loopback(limits),
                new CountingGate(),
                Duration.ofMillis(100))
            .connected()) {
      lab.alice.await(() -> lab.told.contains("idle"), 5000, "idle");
    }
  }
}
