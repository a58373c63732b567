package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.NodeRole;
import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpRelay;
import io.tollgate.msrp.RelayTerms;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where connections go: middleboxes, sessions that move, connections that sessions share. */
class PathsTest {

  @Test
  void aPeerWithCemaIsReachedWhereItsMediaLineSays() throws Exception {
    MsrpConfig config = MsrpConfig.loopback(MsrpLimits.DEFAULT);
    MsrpAgent bob = MsrpAgent.onLoopback().behind("192.0.2.99");
    try (RelayLab lab = new RelayLab(config, MsrpAgent.onLoopback(), bob).connected()) {
      String id = lab.alice.send(Outgoing.text("through the middlebox"));
      assertThat(bob.awaitMessage(id).text()).isEqualTo("through the middlebox");
      String back = bob.send(Outgoing.text("and back"));
      assertThat(lab.alice.awaitMessage(back).text()).isEqualTo("and back");
    }
  }

  @Test
  void withCemaThePathMayNameTheMiddlebox() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      String named = lab.relay.originating().path().replace("127.0.0.1", "192.0.2.99");
      lab.alice.remote(named);
      String id = lab.alice.send(Outgoing.text("hello"));
      assertThat(lab.bob.awaitMessage(id).text()).isEqualTo("hello");
    }
  }

  @Test
  void aReInviteMovesThePathOfEitherSide() throws Exception {
    try (RelayLab lab = new RelayLab().connected();
        MsrpAgent alice2 = MsrpAgent.onLoopback();
        MsrpAgent bob2 = MsrpAgent.onLoopback()) {
      lab.bob.awaitMessage(lab.alice.send(Outgoing.text("before")));
      // alice calls again from elsewhere, and bob answers from elsewhere
      String offer = alice2.sdp("active");
      lab.relay.originating().remoteOffer(offer);
      bob2.agree(lab.relay.terminating().offer(offer), false);
      String answer = bob2.sdp("passive");
      lab.relay.terminating().remoteAnswer(answer);
      alice2.agree(lab.relay.originating().answer(answer), true);
      String id = alice2.send(Outgoing.text("after"));
      assertThat(bob2.awaitMessage(id).text()).isEqualTo("after");
      String back = bob2.send(Outgoing.text("back"));
      assertThat(alice2.awaitMessage(back).text()).isEqualTo("back");
      lab.alice.awaitDisconnection();
      lab.bob.awaitDisconnection();
      var last = lab.relay.close().toCompletableFuture().get();
      assertThat(last.sent()).isEqualTo(3);
      assertThat(last.successfullySent()).isEqualTo(3);
    }
  }

  @Test
  void theOldConnectionServesUntilTheNewOneIsThere() throws Exception {
    try (RelayLab lab = new RelayLab().connected();
        MsrpAgent alice2 = MsrpAgent.onLoopback()) {
      String offer = alice2.sdp("active");
      lab.relay.originating().remoteOffer(offer);
      lab.relay.terminating().offer(offer);
      lab.relay.terminating().remoteAnswer(lab.bob.sdp("passive"));
      alice2.agree(lab.relay.originating().answer(lab.bob.sdp("passive")), false);
      String id = lab.alice.send(Outgoing.text("on the old one"));
      assertThat(lab.bob.awaitMessage(id).text()).isEqualTo("on the old one");
      alice2.connect();
      lab.alice.awaitDisconnection();
      String later = alice2.send(Outgoing.text("on the new one"));
      assertThat(lab.bob.awaitMessage(later).text()).isEqualTo("on the new one");
    }
  }

  /**
   * A call may drop its messages and take them up again: it goes on in between, silence and all.
   */
  @Test
  void messageMediaMayBeTakenOutAndComeBackElsewhere() throws Exception {
    MsrpConfig config = MsrpConfig.loopback(MsrpLimits.DEFAULT);
    try (RelayLab lab = new RelayLab(config, new CountingGate(), Duration.ofHours(1)).connected();
        MsrpAgent alice2 = MsrpAgent.onLoopback()) {
      lab.bob.awaitMessage(lab.alice.send(Outgoing.text("before")));
      String without = lab.alice.sdp("active").replaceFirst("m=message \\d+", "m=message 0");
      lab.relay.originating().remoteOffer(without);
      lab.relay.terminating().offer(without);
      lab.relay.terminating().remoteAnswer(without);
      lab.relay.originating().answer(without);
      lab.alice.disconnect();
      lab.alice.awaitDisconnection();
      IdleTest.after(Duration.ofHours(2), lab);
      lab.alice.await(() -> lab.plane.status().connections() == 1, 20_000, "the end of hers");
      assertThat(lab.told).containsOnlyOnce("bound alice").noneMatch(one -> one.contains("lost"));
      assertThat(lab.told).doesNotContain("idle");

      String offer = alice2.sdp("active");
      lab.relay.originating().remoteOffer(offer);
      lab.relay.terminating().offer(offer);
      lab.relay.terminating().remoteAnswer(lab.bob.sdp("passive"));
      alice2.agree(lab.relay.originating().answer(lab.bob.sdp("passive")), true);
      String id = alice2.send(Outgoing.text("after"));
      assertThat(lab.bob.awaitMessage(id).text()).isEqualTo("after");
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(2);
    }
  }

  @Test
  void whoWantsNoConnectionForNowGetsItWithALaterOffer() throws Exception {
    try (RelayLab lab = new RelayLab()) {
      lab.relay.originating().remoteOffer(lab.alice.sdp("holdconn"));
      lab.relay.terminating().offer(lab.alice.sdp("holdconn"));
      lab.relay.terminating().remoteAnswer(lab.bob.sdp("holdconn"));
      assertThat(lab.relay.originating().answer(lab.bob.sdp("holdconn")))
          .contains("a=setup:holdconn");
      assertThat(lab.bob.isConnected()).isFalse();
      lab.connected();
      String id = lab.alice.send(Outgoing.text("now"));
      assertThat(lab.bob.awaitMessage(id).text()).isEqualTo("now");
    }
  }

  /**
   * Small frames and large ones of many sessions, whose loops differ, on one connection each way.
   */
  @Test
  void sessionsShareConnections() throws Exception {
    MsrpConfig config =
        new MsrpConfig("127.0.0.1", "127.0.0.1", 0, null, 3, true, MsrpLimits.DEFAULT);
    Random random = new Random(7);
    List<MsrpRelay> relays = new ArrayList<>();
    Map<String, byte[]> bodies = new HashMap<>();
    try (NettyMsrpPlane plane = NettyMsrpPlane.start(config);
        MsrpAgent alice = MsrpAgent.onLoopback();
        MsrpAgent bob = MsrpAgent.onLoopback()) {
      for (int i = 0; i < 6; i++) {
        MsrpRelay relay =
            plane.openRelay(
                new RelayTerms("test", NodeRole.ORIGINATING, false, List.of(), Duration.ZERO),
                new CountingGate(),
                new MsrpListener() {});
        relay.originating().remoteOffer(alice.sdp("active"));
        bob.agree(relay.terminating().offer(alice.sdp("active")), false);
        relay.terminating().remoteAnswer(bob.sdp("passive"));
        alice.agree(relay.originating().answer(bob.sdp("passive")), i == 0);
        relays.add(relay);
      }
      for (int m = 0; m < 60; m++) {
        byte[] body = new byte[1 + random.nextInt(m % 3 == 0 ? 60_000 : 500)];
        random.nextBytes(body);
        alice.remote(relays.get(m % 6).originating().path());
        bodies.put(alice.send(Outgoing.binary(body)), body);
      }
      for (Map.Entry<String, byte[]> sent : bodies.entrySet()) {
        assertThat(bob.awaitMessage(sent.getKey()).bytes()).isEqualTo(sent.getValue());
      }
      alice.await(() -> alice.answers() == 61, 20_000, "all answers");
      assertThat(alice.refusals()).isEmpty();
      // the end of one session leaves the others their connection
      relays.get(0).close().toCompletableFuture().get();
      alice.remote(relays.get(1).originating().path());
      String id = alice.send(Outgoing.text("still here"));
      assertThat(bob.awaitMessage(id).text()).isEqualTo("still here");
      alice.remote(relays.get(0).originating().path());
      Outgoing late = Outgoing.text("x");
      assertThat(alice.ask(alice.chunk(late, 0, 1, "1-1/1", '$'))).isEqualTo(481);
      for (int i = 1; i < 6; i++) {
        var last = relays.get(i).close().toCompletableFuture().get();
        assertThat(last.sent()).isEqualTo(i == 1 ? 11 : 10);
        assertThat(last.successfullySent()).isEqualTo(last.sent());
      }
      assertThat(bob.faults()).isEmpty();
    }
  }
}
