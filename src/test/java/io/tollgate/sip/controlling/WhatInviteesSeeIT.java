package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Sdps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The focus' INVITEs say what the conference is, and of its initiator only what is needed. */
class WhatInviteesSeeIT {
  private static TollgateServer server;
  private PhoneBank bank;
  private Phone alice;
  private Phone bob;

  @BeforeAll
  static void start() {
    server = TollgateServer.start(Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void phones() {
    bank = new PhoneBank(server.sipPort());
    alice = bank.phone("alice");
    bob = bank.phone("bob");
  }

  @AfterEach
  void nothingIsLeft() {
    for (Phone phone : List.of(alice, bob)) {
      Call call = phone.latest();
      if (call != null) {
        call.bye();
      }
    }
    Await.until(() -> server.application().conferences().running() == 0, "conferences to end");
    bank.close();
  }

  private Call convene(String entries, String headers) {
    return alice.call(
        "sip:conference-factory@127.0.0.1:" + server.sipPort(),
        "multipart/mixed;boundary=list",
        Sdps.withList(Sdps.offer("alice", 1), entries),
        "Require: recipient-list-invite\r\n" + headers);
  }

  private static String entry(String uri) {
    return "<entry uri=\"" + uri + "\"/>";
  }

  @Test
  void theInitiatorsDeviceAndPlaceGoNoFurther() {
    alice.tags(
        ";+g.oma.sip-im;+sip.instance=\"<urn:gsma:imei:90420156-025763-0>\";reg-id=1;mobility=\"mobile\"");
    Call call =
        convene(
            entry(bob.uri()),
            "P-Access-Network-Info: 3GPP-UTRAN-TDD;utran-cell-id-3gpp=234151D0FCE11\r\n"
                + "Geolocation: <cid:a@b>\r\nUser-Agent: IM-client/OMA1.0 X/1\r\nX-Own: 1\r\n"
                + "Contribution-ID: abc\r\nSubject: Lunch\r\n");
    assertThat(call.status()).isEqualTo(200);
    SipText invite = bob.incoming().invitation();
    assertThat(invite.text())
        .doesNotContain("imei", "instance", "reg-id", "mobility", "234151D0FCE11", "Geolocation")
        .doesNotContain("IM-client", "X-Own");
    assertThat(invite.header("Contact")).contains("+g.oma.sip-im").contains("isfocus");
    assertThat(invite.header("Contribution-ID")).isEqualTo("abc");
    assertThat(invite.header("Subject")).isEqualTo("Lunch");
  }

  @Test
  void whatAListEntrySaysOfTheRequestDoesNotGoIntoItsUri() {
    Call call =
        convene(
            entry(
                bob.uri()
                    + ";method=INVITE;x=1?Session-Replaces=f81d4fae-7dec%2B1%40x&amp;Route=evil"
                    + "&amp;Subject=forged&amp;body=hi"),
            "");
    assertThat(call.status()).isEqualTo(200);
    SipText invite = bob.incoming().invitation();
    assertThat(invite.startLine()).isEqualTo("INVITE " + bob.uri() + ";x=1 SIP/2.0");
    assertThat(invite.header("To")).doesNotContain("?").doesNotContain("method");
    assertThat(invite.header("Session-Replaces")).isEqualTo("f81d4fae-7dec+1@x");
    assertThat(invite.text()).doesNotContain("evil", "forged", "body=hi");
  }

  @Test
  void aListOfNobodyIsRefused() {
    assertThat(convene("", "").status()).isEqualTo(400);
  }

  @Test
  void aReferToTwoIsRefused() {
    Call call = convene(entry(bob.uri()), "");
    assertThat(call.status()).isEqualTo(200);
    bob.incoming().await("ACK");
    String two = "Refer-To: <" + bank.phone("carol").uri() + ">\r\n";
    assertThat(call.refer(bank.phone("dave").uri(), two).status()).isEqualTo(400);
    assertThat(call.send("REFER", two.replace("\r\n", ", <sip:x@y>\r\n"), "", "").status())
        .isEqualTo(400);
    assertThat(call.send("REFER", "", "", "").status()).isEqualTo(400);
  }
}
