package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.Phone.Manner;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import io.tollgate.phone.Sdps;
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

/** The focus over the wire, charging off: who is told what, in which order. */
class FocusIT {
  @TempDir static Path folder;
  private static TollgateServer server;

  private PhoneBank bank;
  private Phone alice;
  private Phone bob;
  private Phone carol;
  private Phone dave;

  @BeforeAll
  static void start() throws Exception {
    Path groups = folder.resolve("groups");
    Files.writeString(
        groups,
        "sip:room@example.com room open name=Room\nsip:closed@example.com group members="
            + "sip:x@example.com\n");
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
    dave = bank.phone("dave");
  }

  @AfterEach
  void nothingIsLeft() {
    for (Phone phone : List.of(alice, bob, carol, dave)) {
      Call call = phone.latest();
      if (call != null) {
        call.bye();
      }
    }
    Await.until(() -> server.application().conferences().running() == 0, "conferences to end");
    bank.close();
  }

  private static String factory() {
    return "sip:conference-factory@127.0.0.1:" + server.sipPort();
  }

  /** Alice's running conference with all of these in it. */
  private Call running(Phone... others) {
    Call call = alice.convene(factory(), others);
    assertThat(call.status()).isEqualTo(200);
    for (Phone other : others) {
      other.incoming().await("ACK");
    }
    return call;
  }

  private static void end(Call... calls) {
    for (Call call : calls) {
      assertThat(call.bye().status()).isIn(200, 481);
    }
  }

  @Test
  void theInitiatorIsAnsweredOnTheFirstAcceptanceAndAllLegsAreOfOneFocus() {
    bob.manner(Manner.RING);
    carol.manner(Manner.RING);
    Call call = alice.convene(factory(), bob, carol);
    Call bobs = bob.incoming();
    Call carols = carol.incoming();
    assertThat(call.hasAnswer()).isFalse();
    bobs.accept();
    SipText ok = call.answer();
    assertThat(ok.header("Contact")).contains("isfocus").contains("conf-");
    assertThat(bobs.invitation().header("Contact")).contains("isfocus");
    assertThat(bobs.invitation().header("P-Charging-Vector"))
        .isEqualTo(carols.invitation().header("P-Charging-Vector"));
    assertThat(bobs.invitation().header("Referred-By")).contains("alice");
    assertThat(bobs.invitation().headers("Require")).isEmpty();
    end(call, bobs);
    carols.await("CANCEL");
  }

  @Test
  void someoneWhoDialsInJoinsAndWatchersHearOfItWithRisingVersions() {
    Call call = running(bob);
    String conference = call.remoteTarget();
    Call watch = alice.subscribe(conference, 600);
    SipText full = watch.await("NOTIFY");
    assertThat(full.body()).contains("state=\"full\"");
    assertThat(full.header("Subscription-State")).startsWith("active");
    if (!full.body().contains("<user-count>2</user-count>")) {
      watch.roster(2);
    }
    Call carols = carol.call(conference);
    assertThat(carols.status()).isEqualTo(200);
    watch.roster(3);
    end(carols);
    SipText left = watch.roster(2);
    assertThat(left.body()).contains("state=\"partial\"").contains("disconnected");
    assertThat(left.body()).contains("departed");
    end(call);
    SipText last = watch.await("NOTIFY");
    while (!last.header("Subscription-State").startsWith("terminated")) {
      last = watch.await("NOTIFY");
    }
    assertThat(last.body()).contains("state=\"deleted\"");
    List<SipText> all = watch.requests("NOTIFY");
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).body()).contains("version=\"" + (i + 1) + "\"");
    }
  }

  @Test
  void aStrangerMayNotWatchAndOddSubscriptionsAreRefused() {
    Call call = running(bob);
    Call stranger = dave.subscribe(call.remoteTarget(), 600);
    assertThat(stranger.send("SUBSCRIBE", "Event: dialog\r\n", "", "").status()).isEqualTo(489);
    Request brief = call.subscribe(5);
    assertThat(brief.status()).isEqualTo(423);
    assertThat(brief.answer().header("Min-Expires")).isEqualTo("60");
    assertThat(call.subscribe(0).status()).isEqualTo(200);
    SipText only = call.await("NOTIFY");
    assertThat(only.header("Subscription-State")).startsWith("terminated");
    end(call);
  }

  @Test
  void aReferInvitesAndReportsUntilItIsFinal() {
    Call call = running(bob);
    Request refer = call.refer(carol.uri(), "");
    assertThat(refer.status()).isEqualTo(202);
    assertThat(call.await("NOTIFY").body()).contains("SIP/2.0 100");
    SipText report = call.await("NOTIFY");
    while (report.body().contains("SIP/2.0 180")) {
      report = call.await("NOTIFY");
    }
    assertThat(report.body()).contains("SIP/2.0 200");
    assertThat(report.header("Subscription-State")).startsWith("terminated");
    end(call, latest(carol), latest(bob));
  }

  /** RFC 3261 19.1.1: what belongs to a URI says where it leads. */
  @Test
  void whoIsInvitedIsCalledWithTheParametersOfHisUri() {
    bob.manner(Manner.RING);
    Call call = alice.convene(factory(), List.of(bob.uri() + ";transport=udp;user=phone"));
    SipText invitation = bob.incoming().invitation();
    assertThat(invitation.startLine()).contains(";transport=udp;user=phone SIP/2.0");
    call.cancel();
    latest(bob).await("CANCEL");
  }

  @Test
  void aReferRemovesAndOnlyTheOwnerMayRemoveOthers() {
    Call call = running(bob, carol);
    Call bobs = latest(bob);
    assertThat(bobs.refer(carol.uri() + ";method=BYE", "").status()).isEqualTo(403);
    assertThat(call.refer(carol.uri() + ";method=BYE", "").status()).isEqualTo(202);
    latest(carol).await("BYE");
    end(call);
    bobs.await("BYE");
  }

  @Test
  void aReferToSeveralInvitesThemAll() {
    Call call = running(bob);
    String list =
        "<?xml version=\"1.0\"?><resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\">"
            + "<list><entry uri=\""
            + carol.uri()
            + "\"/><entry uri=\""
            + dave.uri()
            + "\"/></list></resource-lists>";
    Request refer =
        call.send(
            "REFER",
            "Refer-To: <cid:list1@x>\r\nRequire: multiple-refer, norefersub\r\nRefer-Sub: false\r\n"
                + "Content-ID: <list1@x>\r\n",
            "application/resource-lists+xml",
            list);
    assertThat(refer.status()).isEqualTo(202);
    Call carols = carol.incoming();
    Call daves = dave.incoming();
    carols.await("ACK");
    daves.await("ACK");
    assertThat(call.requests("NOTIFY")).isEmpty();
    end(call, carols, daves);
  }

  @Test
  void aChangeIsOfferedToAllTheOthers() {
    Call call = running(bob, carol);
    Request change = call.reinvite(Sdps.offer("alice", 2, "a=max-size:4096\r\n"));
    assertThat(change.status()).isEqualTo(200);
    assertThat(change.answer().body()).contains("m=message");
    latest(bob).await("INVITE");
    latest(carol).await("INVITE");
    assertThat(call.update(Sdps.offer("alice", 3, "a=max-size:8192\r\n")).status()).isEqualTo(200);
    latest(bob).await("UPDATE");
  }

  @Test
  void aRefreshIsAnsweredAndGoesNoFurther() {
    Call call = running(bob);
    assertThat(call.reinvite(Sdps.offer("alice", 1)).status()).isEqualTo(200);
    end(call);
    latest(bob).await("BYE");
    assertThat(latest(bob).requests("INVITE")).isEmpty();
  }

  @Test
  void aChangeWithoutOfferIsCompletedByItsAck() {
    Call call = running(bob);
    Request change = call.reinvite("");
    SipText ok = change.answer();
    assertThat(ok.body()).contains("m=message");
    call.ack(ok, Sdps.offer("alice", 2, "a=max-size:4096\r\n"));
    latest(bob).await("INVITE");
    end(call);
  }

  @Test
  void anAckThatTheNextInviteOvertookIsNotTakenForItsOwn() {
    Call call = alice.withoutAck().convene(factory(), bob);
    SipText first = call.answer();
    bob.incoming().await("ACK");
    Request change = call.reinvite("");
    call.ack(first, "");
    SipText second = change.answer();
    call.ack(second, Sdps.offer("alice", 2, "a=max-size:4096\r\n"));
    latest(bob).await("INVITE");
    end(call);
  }

  @Test
  void holdingIsAnsweredReceiveOnly() {
    Call call = running(bob);
    Request hold = call.reinvite(Sdps.offer("alice", 2, "a=sendonly\r\n"));
    assertThat(hold.answer().body()).contains("a=recvonly");
    end(call);
  }

  /** Its dialog was begun by itself, and the requests in it come from either side. */
  @Test
  void whoDialledInHoldsAndIsOfferedTheChangesOfOthers() {
    Call call = running(bob);
    Call carols = carol.call(call.remoteTarget());
    assertThat(carols.status()).isEqualTo(200);
    Request hold = carols.reinvite(Sdps.offer("carol", 2, "a=sendonly\r\n"));
    assertThat(hold.answer().body()).contains("a=recvonly");
    Request change = call.reinvite(Sdps.offer("alice", 2, "a=max-size:4096\r\n"));
    assertThat(change.status()).isEqualTo(200);
    carols.await("INVITE");
    carols.await("ACK");
    assertThat(call.update(Sdps.offer("alice", 3, "a=max-size:8192\r\n")).status()).isEqualTo(200);
    carols.await("UPDATE");
    assertThat(carols.reinvite(Sdps.offer("carol", 3)).status()).isEqualTo(200);
    assertThat(carols.requests("BYE")).isEmpty();
    end(carols, call);
  }

  @Test
  void aGlareIsTriedAgain() {
    Call call = running(bob);
    Call bobs = latest(bob).changesGet(491);
    Request change = call.reinvite(Sdps.offer("alice", 2, "a=max-size:4096\r\n"));
    bobs.await("INVITE");
    bobs.changesGet(200);
    bobs.await("INVITE");
    assertThat(change.status()).isEqualTo(200);
    end(call);
  }

  @Test
  void aLegThatIsGoneIsALeave() {
    Call call = running(bob, carol);
    latest(bob).changesGet(481);
    assertThat(call.reinvite(Sdps.offer("alice", 2, "a=max-size:4096\r\n")).status())
        .isEqualTo(200);
    latest(carol).await("INVITE");
    alice.subscribe(call.remoteTarget(), 60).roster(2);
    end(call);
  }

  @Test
  void cancelStopsEverythingAndALate200IsReleased() {
    bob.manner(Manner.RING);
    Call call = alice.convene(factory(), bob);
    Call bobs = bob.incoming();
    assertThat(call.cancel().status()).isEqualTo(200);
    assertThat(call.status()).isEqualTo(487);
    bobs.await("CANCEL");
  }

  @Test
  void anAnswerThatCrossesTheCancelIsAcknowledgedAndReleased() {
    bob.manner(Manner.IGNORE);
    Call call = alice.convene(factory(), bob);
    Call bobs = bob.incoming();
    assertThat(call.cancel().status()).isEqualTo(200);
    assertThat(call.status()).isEqualTo(487);
    bobs.accept();
    bobs.await("ACK");
    bobs.await("BYE");
  }

  @Test
  void whenAllRefuseTheInitiatorIsRefused() {
    bob.manner(Manner.BUSY);
    assertThat(alice.convene(factory(), bob).status()).isEqualTo(486);
    carol.manner(Manner.BUSY);
    assertThat(alice.convene(factory(), bob, carol).status()).isEqualTo(480);
  }

  @Test
  void aRoomIsOpenedByTheFirstAndLeftByTheLast() {
    Call alices = alice.call("sip:room@example.com");
    assertThat(alices.status()).isEqualTo(200);
    Call bobs = bob.call("sip:room@example.com");
    assertThat(bobs.status()).isEqualTo(200);
    end(alices);
    Call carols = carol.call("sip:room@example.com");
    assertThat(carols.status()).isEqualTo(200);
    end(bobs, carols);
  }

  @Test
  void aClosedGroupTakesMembersOnly() {
    assertThat(alice.call("sip:closed@example.com").status()).isEqualTo(403);
  }

  @Test
  void whoComesAgainReplacesHimself() {
    Call call = running(bob);
    Call former = latest(bob);
    Call again = bob.call(call.remoteTarget());
    assertThat(again.status()).isEqualTo(200);
    former.await("BYE");
    Call watch = alice.subscribe(call.remoteTarget(), 60);
    watch.roster(2);
    end(call);
    again.await("BYE");
  }

  @Test
  void aConferenceThatIsNotThereIsNotFound() {
    assertThat(
            alice.call("sip:conf-000000000000000000000000@127.0.0.1:" + server.sipPort()).status())
        .isEqualTo(404);
  }

  private static Call latest(Phone phone) {
    Call call = phone.latest();
    if (call == null) {
      throw new AssertionError(phone.user() + " has no call");
    }
    return call;
  }
}
