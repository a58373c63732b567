package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.harness.TollgateServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SIPp sees on both sides of the server, whatever the transport. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallsThroughTollgateIT {
  private TollgateServer server;

  @BeforeAll
  void start() {
    server =
        TollgateServer.start(
            Map.of(
                "sip.no-answer", "1s",
                "sip.session-expires", "4s",
                "sip.min-session-expires", "1s"));
  }

  /** Whatever the calls did, no session of theirs is left. */
  @AfterAll
  void stop() {
    try (TollgateServer stopping = server) {
      Await.until(
          () -> stopping.application().sipContainer().liveSessions() == 0, "sessions to end");
    }
  }

  private static SippRunner over(String transport, String scenario) {
    SippRunner runner = SippRunner.scenario(scenario);
    return transport.equals("tcp") ? runner.tcp() : runner;
  }

  private SippRunner caller(String transport, String scenario, SippRun callee) {
    return over(transport, scenario)
        .to(server.sipPort())
        .key("callee_port", callee.port())
        .key("icid", "a1@home.example");
  }

  private static void assertSameIcid(SipText message) {
    assertThat(message.header("P-Charging-Vector")).contains("icid-value=\"a1@home.example\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesTheHeadersOfACallOn(String transport) {
    try (SippRun callee = over(transport, "b2bua-callee").start()) {
      SippRun caller =
          caller(transport, "b2bua-caller", callee).option("-set", "talk", "100").run();

      assertOnTheFarSide(callee.awaitSuccess().received("INVITE").get(0));
      assertThat(callee.received("BYE").get(0).header("Reason"))
          .isEqualTo("SIP;cause=200;text=\"Call completed\"");
      assertThat(caller.received("100").get(0).header("CSeq")).isEqualTo("1 INVITE");
      SipText ok = caller.received("200").get(0);
      assertThat(ok.header("P-Asserted-Identity")).isEqualTo("<sip:bob@example.com>");
      assertThat(ok.header("Contact"))
          .contains(
              "sip:bob@127.0.0.1:" + server.sipPort(),
              "+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.session\"");
      assertThat(ok.header("Session-Expires")).isEqualTo("4;refresher=uac");
      assertThat(ok.header("Require")).isEqualTo("timer");
      assertThat(ok.body()).contains("m=audio 5000");
    }
  }

  private void assertOnTheFarSide(SipText invite) {
    assertThat(invite.header("Contact"))
        .contains(
            "+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.session\"",
            "+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"",
            ";+g.oma.sip-im",
            "sip:alice@127.0.0.1:" + server.sipPort());
    assertThat(invite.header("Accept-Contact"))
        .contains(
            "+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.session\"",
            "require", "explicit");
    assertThat(String.join(",", invite.headers("P-Asserted-Identity")))
        .contains("<sip:alice@example.com>", "<tel:+15551234567>");
    assertThat(invite.header("P-Asserted-Service"))
        .isEqualTo("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.session");
    assertSameIcid(invite);
    assertThat(invite.header("P-Charging-Vector")).contains("orig-ioi=home.example");
    assertThat(invite.header("Privacy")).isEqualTo("none");
    assertThat(invite.header("Subject")).isEqualTo("Lunch");
    assertThat(invite.header("Conversation-ID")).isEqualTo("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    assertThat(invite.header("Contribution-ID")).isEqualTo("abcdef00-7dec-11d0-a765-00a0c91e6bf6");
    assertThat(invite.header("X-Unknown")).isEqualTo("kept");
    assertThat(invite.header("Max-Forwards")).isEqualTo("69");
    assertThat(invite.header("From")).contains("\"Alice\" <sip:alice@example.com>");
    assertThat(invite.header("Call-ID")).isNotEqualTo("1");
    assertThat(invite.headers("Route")).isEmpty();
    assertThat(invite.body()).contains("m=audio 4000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesAMediaChangeOn(String transport) {
    try (SippRun callee = over(transport, "b2bua-reinvite-callee").start()) {
      SippRun caller = caller(transport, "b2bua-reinvite-caller", callee).run();

      SipText change = callee.awaitSuccess().received("INVITE").get(1);
      assertThat(change.body()).contains("a=sendonly", "o=- 20 2");
      assertThat(change.header("Subject")).isEqualTo("Hold");
      assertThat(change.header("X-Unknown")).isEqualTo("kept");
      SipText accepted = caller.received("200").get(1);
      assertThat(accepted.body()).contains("a=recvonly", "o=- 30 2");
      assertThat(accepted.header("Subject")).isEqualTo("Held");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void aRefusedMediaChangeLeavesTheSessionAsItWas(String transport) {
    try (SippRun callee = over(transport, "b2bua-reinvite-refusing-callee").start()) {
      SippRun caller = caller(transport, "b2bua-reinvite-refused-caller", callee).run();

      callee.awaitSuccess();
      assertThat(caller.received("488").get(0).header("Warning"))
          .isEqualTo("304 bob.example \"media type\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesAMediaChangeOfTheCalleeOn(String transport) {
    try (SippRun callee = over(transport, "b2bua-reinvite-changing-callee").start()) {
      SippRun caller = caller(transport, "b2bua-reinvite-accepting-caller", callee).run();

      SipText accepted = callee.awaitSuccess().received("200").get(0);
      assertThat(accepted.body()).contains("a=recvonly", "o=- 20 2");
      assertThat(accepted.header("Subject")).isEqualTo("Held");
      SipText change = caller.received("INVITE").get(0);
      assertThat(change.body()).contains("a=sendonly", "o=- 30 2");
      assertThat(change.header("Subject")).isEqualTo("Hold");
      assertThat(change.header("X-Unknown")).isEqualTo("kept");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void aRefusedMediaChangeOfTheCalleeLeavesTheSessionAsItWas(String transport) {
    try (SippRun callee = over(transport, "b2bua-reinvite-refused-callee").start()) {
      caller(transport, "b2bua-reinvite-refusing-caller", callee).run();

      assertThat(callee.awaitSuccess().received("488").get(0).header("Warning"))
          .isEqualTo("304 alice.example \"media type\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesAMessageOfTheCalleeOn(String transport) {
    try (SippRun callee = over(transport, "b2bua-message-writing-callee").start()) {
      SippRun caller = caller(transport, "b2bua-message-reading-caller", callee).run();

      assertThat(callee.awaitSuccess().received("200").get(0).header("X-Receipt")).isEqualTo("r2");
      assertThat(caller.received("MESSAGE").get(0).body()).startsWith("Hello Alice");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesACancelOnAndAnswers487(String transport) {
    try (SippRun callee = over(transport, "b2bua-cancel-callee").start()) {
      caller(transport, "b2bua-cancel-caller", callee).run();

      assertThat(callee.awaitSuccess().received("CANCEL").get(0).header("Reason"))
          .isEqualTo("SIP;cause=200;text=\"Call completed elsewhere\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesAPageMessageOn(String transport) {
    try (SippRun receiver = over(transport, "b2bua-message-receiver").start()) {
      SippRun sender = caller(transport, "b2bua-message-sender-200", receiver).run();

      SipText message = receiver.awaitSuccess().received("MESSAGE").get(0);
      assertThat(message.body()).startsWith("Hello Bob");
      assertThat(message.header("Content-Type")).isEqualTo("text/plain");
      assertThat(message.header("Conversation-ID")).isEqualTo("c-1");
      assertSameIcid(message);
      assertThat(sender.received("200").get(0).header("X-Receipt")).isEqualTo("r1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesTheRefusalOfAPageMessageBack(String transport) {
    try (SippRun receiver = over(transport, "b2bua-message-refuser").start()) {
      caller(transport, "b2bua-message-sender-404", receiver).run();
      receiver.awaitSuccess();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesBusyBack(String transport) {
    try (SippRun callee = over(transport, "b2bua-busy-callee").start()) {
      SippRun caller = caller(transport, "b2bua-refused-486-caller", callee).run();

      callee.awaitSuccess();
      assertThat(caller.received("486").get(0).header("Retry-After")).isEqualTo("60");
      assertSameIcid(callee.received("INVITE").get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void answers480WhenNobodyAnswers(String transport) {
    try (SippRun callee = over(transport, "b2bua-ringing-callee").start()) {
      SippRun caller = caller(transport, "b2bua-refused-480-caller", callee).run();

      assertThat(callee.awaitSuccess().received("CANCEL")).hasSize(1);
      assertThat(caller.received("480").get(0).header("Reason")).contains("no answer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesARedirectionBackWithItsContacts(String transport) {
    try (SippRun callee = over(transport, "b2bua-redirecting-callee").start()) {
      SippRun caller = caller(transport, "b2bua-refused-302-caller", callee).run();

      callee.awaitSuccess();
      SipText moved = caller.received("302").get(0);
      assertThat(String.join(",", moved.headers("Contact")))
          .contains("<sip:bob@192.0.2.1:5070>;q=0.9", "<sip:bob@192.0.2.2>;q=0.4");
      assertThat(moved.header("Diversion")).isEqualTo("<sip:bob@example.com>;reason=deflection");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void bothSidesOfAGlareGet491AndTheRetryGoesThrough(String transport) {
    try (SippRun callee = over(transport, "b2bua-glare-callee").start()) {
      caller(transport, "b2bua-glare-caller", callee).run();

      assertThat(callee.awaitSuccess().received("INVITE").get(2).body()).contains("a=sendonly");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void endsASessionThatIsNotRefreshed(String transport) {
    try (SippRun callee = over(transport, "b2bua-session-timer-callee").start()) {
      SippRun caller =
          caller(transport, "b2bua-session-timer-caller", callee).key("interval", 2).run();

      assertThat(callee.awaitSuccess().received("BYE").get(0).header("Reason"))
          .contains("session timer expired");
      assertThat(caller.received("200").get(0).header("Session-Expires"))
          .isEqualTo("2;refresher=uac");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void endsASessionThatTheCalleeDoesNotRefresh(String transport) {
    try (SippRun callee =
        over(transport, "b2bua-session-timer-silent-callee").key("interval", 2).start()) {
      SippRun caller = caller(transport, "b2bua-session-timer-waiting-caller", callee).run();

      assertThat(caller.received("BYE").get(0).header("Reason")).contains("session timer expired");
      assertThat(callee.awaitSuccess().received("BYE")).hasSize(1);
    }
  }
}
