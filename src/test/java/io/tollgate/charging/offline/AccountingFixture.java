package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.session.ServiceTime;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.charging.session.Turns;
import io.tollgate.charging.testkit.FakeCdf;
import io.tollgate.charging.testkit.FakeTime;
import io.tollgate.charging.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One accounting session, its CDF and its service. */
final class AccountingFixture implements ServiceControl {

  final FakeTime time = new FakeTime();
  final FakeCdf cdf = new FakeCdf();
  final List<Refusal> told = new ArrayList<>();
  final Turns turns = new Turns(Runnable::run);
  final SessionGate gate;
  final AccountingSession session;

  AccountingFixture() {
    this(OfflinePolicy.DEFAULT);
  }

  AccountingFixture(Realtime realtime, boolean disconnectOnLoss) {
    this(policy(realtime, disconnectOnLoss, Duration.ofHours(1)));
  }

  AccountingFixture(OfflinePolicy policy) {
    AtomicInteger id = new AtomicInteger();
    gate = new SessionGate(turns, new ServiceTime(time), 10);
    session =
        new AccountingSession(
            () -> "a;" + id.incrementAndGet(),
            new SessionFacts(Samples.conference(ServiceProfile.IM), false, time),
            gate,
            policy,
            cdf,
            time,
            turns,
            this,
            () -> 0.5);
  }

  static OfflinePolicy policy(Realtime realtime, boolean disconnectOnLoss, Duration interval) {
    OfflinePolicy base = OfflinePolicy.DEFAULT;
    return new OfflinePolicy(
        realtime,
        disconnectOnLoss,
        interval,
        base.intervalFloor(),
        base.intervalCeiling(),
        base.jitter(),
        base.maxMessages(),
        base.maxOctets(),
        base.minGap(),
        base.coalesceWindow(),
        base.participants());
  }

  static OfflinePolicy coalescing(Duration window) {
    OfflinePolicy base = OfflinePolicy.DEFAULT;
    return new OfflinePolicy(
        base.realtime(),
        base.disconnectOnLoss(),
        base.defaultInterval(),
        base.intervalFloor(),
        base.intervalCeiling(),
        base.jitter(),
        base.maxMessages(),
        base.maxOctets(),
        base.minGap(),
        window,
        base.participants());
  }

  AccountingFixture started() {
    start();
    return this;
  }

  String state() {
    return session.stateName();
  }

  void start() {
    turns.here(() -> session.start(Samples.event("INVITE", 2), Waiting.forNothing()));
  }

  void change(RecordReason reason, int participants) {
    turns.here(
        () -> session.change(Samples.event("INVITE", participants), reason, Waiting.forNothing()));
  }

  void join(int participants) {
    change(RecordReason.JOIN, participants);
  }

  void end() {
    turns.here(() -> session.end(Samples.event("BYE", 0), Waiting.forNothing()));
  }

  void once(ChargingEvent event) {
    turns.here(() -> session.once(event, Waiting.forNothing()));
  }

  void messages(int count) {
    for (int i = 0; i < count; i++) {
      gate.admit(decided -> {});
      gate.completed();
    }
  }

  @Override
  public void endSession(Refusal why) {
    told.add(why);
  }
}
