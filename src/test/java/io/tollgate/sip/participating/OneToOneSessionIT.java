package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.harness.TollgateServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneToOneSessionIT {
  private TollgateServer server;

  @BeforeAll
  void start() {
    server = TollgateServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @AfterEach
  void leavesNothingBehind() {
    Await.until(() -> server.application().sipContainer().liveSessions() == 0, "sessions to end");
  }

  private static SippRunner over(String transport, String scenario) {
    SippRunner runner = SippRunner.scenario(scenario);
    return transport.equals("tcp") ? runner.tcp() : runner;
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void passesTheHeadersOfACallOn(String transport) {
    try (SippRun callee = over(transport, "b2bua-callee").start()) {
      SippRun caller =
          over(transport, "b2bua-caller")
              .to(server.sipPort())
              .key("callee_port", callee.port())
              .key("icid", "a1@home.example")
              .option("-set", "talk", "100")
              .run();

      SipText invite = callee.awaitSuccess().received("INVITE").get(0);
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
      assertThat(invite.header("P-Charging-Vector"))
          .contains("icid-value=\"a1@home.example\"", "orig-ioi=home.example");
      assertThat(invite.header("Privacy")).isEqualTo("none");
      assertThat(invite.header("Subject")).isEqualTo("Lunch");
      assertThat(invite.header("Conversation-ID"))
          .isEqualTo("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
      assertThat(invite.header("Contribution-ID"))
          .isEqualTo("abcdef00-7dec-11d0-a765-00a0c91e6bf6");
      assertThat(invite.header("X-Unknown")).isEqualTo("kept");
      assertThat(invite.header("Max-Forwards")).isEqualTo("69");
      assertThat(invite.header("From")).contains("\"Alice\" <sip:alice@example.com>");
      assertThat(invite.headers("Route")).isEmpty();
      assertThat(invite.body()).contains("m=audio 4000");
      assertThat(callee.received("BYE").get(0).header("Reason"))
          .isEqualTo("SIP;cause=200;text=\"Call completed\"");

      SipText trying = caller.received("100").get(0);
      assertThat(trying.header("CSeq")).isEqualTo("1 INVITE");
      SipText ok = caller.received("200").get(0);
      assertThat(ok.header("P-Asserted-Identity")).isEqualTo("<sip:bob@example.com>");
      assertThat(ok.header("Contact")).contains("sip:bob@127.0.0.1:" + server.sipPort());
      assertThat(ok.header("Session-Expires")).isEqualTo("1800;refresher=uac");
      assertThat(ok.header("Require")).isEqualTo("timer");
      assertThat(ok.body()).contains("m=audio 5000");
    }
  }
}
