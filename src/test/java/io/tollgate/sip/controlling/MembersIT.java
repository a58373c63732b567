package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is who in a conference, who may come back, and what each is told at the end. */
class MembersIT {
  private static final String BOTH =
      "P-Asserted-Identity: <sip:carol@example.com>\r\nP-Asserted-Identity: <tel:+49301234>\r\n";
  private static final String NUMBER =
      "P-Asserted-Identity: <sip:+49-30-1234@example.com;user=phone>\r\n";

  @TempDir static Path folder;
  private static TollgateServer server;
  private PhoneBank bank;
  private Phone alice;
  private Phone bob;
  private Phone carol;

  @BeforeAll
  static void start() throws Exception {
    Path groups = folder.resolve("groups");
    Files.writeString(
        groups, "sip:club@example.com group owner=tel:+49301234 members=tel:+49301234\n");
    server = TollgateServer.start(Map.of("conference.groups-file", groups.toString()));
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
    carol = bank.phone("carol");
  }

  @AfterEach
  void nothingIsLeft() {
    for (Phone phone : List.of(alice, bob, carol)) {
      Call call = phone.latest();
      if (call != null) {
        call.bye();
      }
    }
    Await.until(() -> server.application().conferences().running() == 0, "conferences to end");
    bank.close();
  }

  private Call running(Phone... others) {
    Call call = alice.convene("sip:conference-factory@127.0.0.1:" + server.sipPort(), others);
    assertThat(call.status()).isEqualTo(200);
    return call;
  }

  private static Call joined(Phone phone) {
    Call call = phone.incoming();
    call.await("ACK");
    return call;
  }

  @Test
  void aMemberIsOneByAnyIdentityThatTheNetworkVouchesFor() {
    Call first = carol.asserted(BOTH).call("sip:club@example.com");
    assertThat(first.status()).isEqualTo(200);
    Call watch = carol.asserted(NUMBER).subscribe(first.remoteTarget(), 600);
    watch.roster(1);
    watch.subscribe(0);
    assertThat(
            carol
                .asserted("P-Asserted-Identity: <sip:x@example.com>\r\n")
                .call("sip:club@example.com")
                .status())
        .isEqualTo(403);
    first.bye();
  }

  @Test
  void whoWasInvitedByOneAddressMayWatchAndReferByAnother() {
    carol.asserted(BOTH);
    Call call = running(bob, carol);
    joined(bob);
    Call carols = joined(carol);
    Call watch = carol.asserted(NUMBER).subscribe(carols.remoteTarget(), 600);
    watch.roster(3);
    SipText roster = alice.subscribe(call.remoteTarget(), 600).await("NOTIFY");
    assertThat(roster.body().split("<user entity").length - 1).isEqualTo(3);
    Call again = carol.call(call.remoteTarget());
    assertThat(again.status()).isEqualTo(200);
    Call later = alice.subscribe(call.remoteTarget(), 600);
    SipText after = later.await("NOTIFY");
    assertThat(after.body().split("<user entity").length - 1).isEqualTo(3);
  }

  @Test
  void whoeverWasRemovedIsToldAndMayNotComeBackUninvited() {
    Call call = running(bob, carol);
    joined(bob);
    Call carols = joined(carol);
    assertThat(call.refer(carol.uri() + ";method=BYE", "").status()).isEqualTo(202);
    assertThat(carols.await("BYE").header("Reason")).contains("cause=410").contains("removed");
    assertThat(carol.call(call.remoteTarget()).status()).isEqualTo(403);
    assertThat(call.refer(carol.uri(), "").status()).isEqualTo(202);
    joined(carol);
  }

  @Test
  void theLastOneIsToldThatTooFewAreLeft() {
    Call call = running(bob);
    Call bobs = joined(bob);
    bobs.send("BYE", "Reason: SIP;cause=200;text=\"Call completed\"\r\n", "", "");
    assertThat(call.await("BYE").header("Reason")).contains("SIP;cause=410");
  }

  @Test
  void aSecondDeviceLeavesTheFirstWhereItIs() {
    Call call = running(bob, carol);
    Call bobs = joined(bob);
    joined(carol);
    Phone tablet = bank.phone("tablet").asserted("P-Asserted-Identity: <" + bob.uri() + ">\r\n");
    Call tablets = tablet.call(call.remoteTarget());
    assertThat(tablets.status()).isEqualTo(200);
    Call watch = alice.subscribe(call.remoteTarget(), 600);
    watch.roster(3);
    assertThat(bobs.requests("BYE")).isEmpty();
    tablets.bye();
    assertThat(bobs.refer("sip:nobody@127.0.0.1:" + bank.port() + ";method=BYE", "").status())
        .isEqualTo(403);
    assertThat(bobs.requests("BYE")).isEmpty();
  }

  @Test
  void anAnonymousInviterIsNamedNowhere() {
    alice.from("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
    Call call =
        alice.call(
            "sip:conference-factory@127.0.0.1:" + server.sipPort(),
            "multipart/mixed;boundary=list",
            io.tollgate.phone.Sdps.withList(
                io.tollgate.phone.Sdps.offer("x", 1),
                "<entry uri=\"" + bob.uri() + "\"/><entry uri=\"" + carol.uri() + "\"/>"),
            "Require: recipient-list-invite\r\nPrivacy: id\r\n");
    assertThat(call.status()).isEqualTo(200);
    Call bobs = joined(bob);
    joined(carol);
    assertThat(bobs.invitation().text()).doesNotContain("alice");
    assertThat(bobs.invitation().header("Referred-By")).contains("anonymous.invalid");
    Call watch = bob.subscribe(bobs.remoteTarget(), 600);
    assertThat(watch.await("NOTIFY").body()).doesNotContain("alice").contains("anonymous");
  }

  @Test
  void aUserOfAnotherHostMayBeCalledLikeAConference() {
    Phone odd = bank.phone("conf-like");
    Call call = alice.call(odd.uri());
    assertThat(call.status()).isEqualTo(200);
    joined(odd);
    call.bye();
    assertThat(
            alice.call("sip:conf-0123456789abcdef01234567@127.0.0.1:" + server.sipPort()).status())
        .isEqualTo(404);
  }
}
