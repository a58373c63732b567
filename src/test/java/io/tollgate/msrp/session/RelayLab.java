package io.tollgate.msrp.session;

import io.tollgate.charging.record.NodeRole;
import io.tollgate.msrp.HeadWatch;
import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLeg;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpRelay;
import io.tollgate.msrp.RelayTerms;
import io.tollgate.msrpclient.MsrpAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Alice, Tollgate, Bob: a relayed session over sockets, its SDP exchanged as SIP would. */
final class RelayLab implements AutoCloseable, MsrpListener {
  final NettyMsrpPlane plane;
  final CountingGate gate;
  final MsrpRelay relay;
  final MsrpAgent alice;
  final MsrpAgent bob;
  final List<String> told = new CopyOnWriteArrayList<>();

  RelayLab() throws IOException {
    this(MsrpLimits.DEFAULT, new CountingGate());
  }

  RelayLab(MsrpLimits limits, CountingGate gate) throws IOException {
    this(MsrpConfig.loopback(limits), gate, Duration.ZERO);
  }

  RelayLab(MsrpConfig config, CountingGate gate, Duration idle) throws IOException {
    this(config, gate, idle, false);
  }

  RelayLab(MsrpConfig config, CountingGate gate, Duration idle, boolean sentOnly)
      throws IOException {
    this(
        config,
        gate,
        idle,
        sentOnly,
        MsrpAgent.onLoopback(),
        MsrpAgent.onLoopback(),
        HeadWatch.NONE,
        List.of());
  }

  /** Somebody sees the heads. */
  RelayLab(HeadWatch watch) throws IOException {
    this(
        MsrpConfig.loopback(MsrpLimits.DEFAULT),
        new CountingGate(),
        Duration.ZERO,
        false,
        MsrpAgent.onLoopback(),
        MsrpAgent.onLoopback(),
        watch,
        List.of());
  }

  /** It is known who calls. */
  RelayLab(List<String> callers) throws IOException {
    this(
        MsrpConfig.loopback(MsrpLimits.DEFAULT),
        new CountingGate(),
        Duration.ZERO,
        false,
        MsrpAgent.onLoopback(),
        MsrpAgent.onLoopback(),
        HeadWatch.NONE,
        callers);
  }

  RelayLab(MsrpConfig config, MsrpAgent alice, MsrpAgent bob) {
    this(config, new CountingGate(), Duration.ZERO, false, alice, bob, HeadWatch.NONE, List.of());
  }

  private RelayLab(
      MsrpConfig config,
      CountingGate gate,
      Duration idle,
      boolean sentOnly,
      MsrpAgent alice,
      MsrpAgent bob,
      HeadWatch watch,
      List<String> callers) {
    this.alice = alice;
    this.bob = bob;
    this.gate = gate;
    this.plane = NettyMsrpPlane.start(config, watch);
    this.relay =
        plane.openRelay(
            new RelayTerms("test", NodeRole.ORIGINATING, sentOnly, callers, idle), gate, this);
  }

  /** Alice calls Bob: she connects to Tollgate, Tollgate to Bob. */
  RelayLab connected() throws IOException {
    return connected("active", "passive");
  }

  RelayLab connected(String aliceSetup, String bobSetup) throws IOException {
    String offer = alice.sdp(aliceSetup);
    relay.originating().remoteOffer(offer);
    String toBob = relay.terminating().offer(offer);
    bob.agree(toBob, false);
    String answer = bob.sdp(bobSetup);
    relay.terminating().remoteAnswer(answer);
    String toAlice = relay.originating().answer(answer);
    bob.agree(toBob, bobSetup.equals("active"));
    alice.agree(toAlice, toAlice.contains("a=setup:passive") || aliceSetup.isEmpty());
    alice.await(
        () -> told.contains("bound alice") && told.contains("bound bob"), 20_000, "both legs");
    return this;
  }

  @Override
  public void bound(MsrpLeg leg) {
    told.add("bound " + name(leg));
  }

  @Override
  public void lost(MsrpLeg leg, String why) {
    told.add("lost " + name(leg) + ": " + why);
  }

  @Override
  public void idle(Duration silent) {
    told.add("idle");
  }

  private String name(MsrpLeg leg) {
    return leg == relay.originating() ? "alice" : "bob";
  }

  @Override
  public void close() {
    alice.close();
    bob.close();
    plane.close();
  }
}
