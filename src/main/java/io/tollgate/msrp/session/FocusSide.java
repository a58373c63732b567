package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate;
import io.tollgate.msrp.FocusLeg;
import io.tollgate.msrp.MsrpParticipant;
import io.tollgate.msrp.sdp.FocusSdp;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A conference's leg as the focus sees it. */
final class FocusSide extends LegSdp implements FocusLeg {
  private static final long SETTLE_MILLIS = 10;

  private final Conference conference;
  private final MsrpParticipant participant;
  private final FocusSdp sdp;
  private final long origin;
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private long version;
  private String offered = "";

  FocusSide(
      Plane plane,
      MessageLeg leg,
      Conference conference,
      MsrpParticipant participant,
      FocusSdp sdp) {
    super(plane, leg);
    this.conference = conference;
    this.participant = participant;
    this.sdp = sdp;
    this.origin = Math.abs((long) leg.id.hashCode());
  }

  MsrpParticipant participant() {
    return participant;
  }

  @Override
  public void alsoKnownAs(List<String> uris) {
    List<String> known = List.copyOf(uris);
    leg.loop.runBeforeReads(() -> conference.recognise(leg, known));
  }

  @Override
  public void admit(MessageGate gate) {
    leg.loop.runBeforeReads(() -> leg.admit(gate));
  }

  @Override
  public synchronized void remoteOffer(String offer) {
    super.remoteOffer(offer);
    offered = offer;
  }

  @Override
  public synchronized String offer() {
    return sdp.offer(origin, ++version, offering(path().startsWith("msrps:")));
  }

  @Override
  public synchronized String answer() {
    String answer = sdp.answer(offered, origin, ++version, answering());
    answered(true);
    return answer;
  }

  @Override
  public void close() {
    left();
  }

  @Override
  public CompletionStage<Void> left() {
    long until = leg.loop.now() + plane.limits().linger().toNanos();
    leg.loop.run(
        () -> {
          leg.stop();
          settle(until);
        });
    return left.minimalCompletionStage();
  }

  private void settle(long until) {
    if (!leg.isSettled() && leg.loop.now() < until && !leg.loop.executor.isShuttingDown()) {
      leg.loop.executor.schedule(() -> settle(until), SETTLE_MILLIS, TimeUnit.MILLISECONDS);
      return;
    }
    leg.release();
    conference.gone(this);
    left.complete(null);
  }
}
