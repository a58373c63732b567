package io.tollgate.journal.delivery;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.CdfChoice;
import io.tollgate.journal.Environment;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.store.JournalException;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Sends the head of a lane, and what comes after it when it is answered (RFC 6733 8.2, PendingB):
 * tries again with the T flag, then the other function, then leaves it to the backlog.
 */
final class Dispatch {

  private static final Logger LOG = LogManager.getLogger(Dispatch.class);

  private final DeliveryPolicy policy;
  private final Environment environment;
  private final Ledger ledger;
  private final Loader loader;
  private final Lanes lanes;
  private final Targets targets;
  private final DeliveryCounters counters;
  private boolean stopped;

  Dispatch(
      DeliveryPolicy policy,
      Environment environment,
      Ledger ledger,
      Loader loader,
      Lanes lanes,
      Targets targets,
      DeliveryCounters counters) {
    this.policy = policy;
    this.environment = environment;
    this.ledger = ledger;
    this.loader = loader;
    this.lanes = lanes;
    this.targets = targets;
    this.counters = counters;
  }

  void advance(Lane lane) {
    if (lane.isBusy()) {
      return;
    }
    OutboxEntry head = lane.head();
    if (head == null) {
      refill(lane);
      return;
    }
    CdfChoice choice = targets.choose(head.transmitter(), lane.tired());
    if (choice == null) {
      park(lane);
    } else {
      transmit(lane, head, choice);
    }
  }

  private void transmit(Lane lane, OutboxEntry entry, CdfChoice choice) {
    TargetHealth health = health(entry, choice);
    if (!health.isUp()) {
      health.probe();
    }
    if (entry.isRetransmission()) {
      counters.countRetransmitted();
    }
    lane.busy(true);
    try {
      entry
          .transmitter()
          .send(
              entry.isRetransmission(),
              choice,
              verdict -> environment.thread().execute(() -> judged(lane, entry, choice, verdict)));
    } catch (RuntimeException e) {
      LOG.error("{} cannot be sent", entry, e);
      judged(lane, entry, choice, new Verdict.Refused(0, "cannot be sent: " + e.getMessage()));
    }
  }

  private void judged(Lane lane, OutboxEntry entry, CdfChoice choice, Verdict verdict) {
    lane.busy(false);
    if (verdict instanceof Verdict.Accepted accepted) {
      succeeded(entry, choice);
      ledger.remove(entry.id());
      counters.countAcknowledged();
      next(lane);
      entry.tell(
          new AccountingOutcome.Acknowledged(accepted.resultCode(), accepted.interimInterval()));
    } else if (verdict instanceof Verdict.Refused refused) {
      if (refused.resultCode() == 0) {
        health(entry, choice).inconclusive();
      } else {
        succeeded(entry, choice);
      }
      loader.bury(entry, refused.resultCode(), refused.reason());
      counters.countRefused();
      next(lane);
      entry.tell(new AccountingOutcome.Rejected(refused.resultCode(), refused.reason()));
    } else if (verdict instanceof Verdict.PartlyRefused partly) {
      succeeded(entry, choice);
      loader.bury(entry, partly);
      counters.countRefused();
      next(lane);
      entry.tell(new AccountingOutcome.Rejected(partly.resultCode(), partly.reason()));
    } else if (verdict instanceof Verdict.Deferred deferred) {
      deferred(lane, entry, choice, deferred);
    }
  }

  private void next(Lane lane) {
    lane.advance();
    lanes.count(-1);
    advance(lane);
  }

  private void deferred(Lane lane, OutboxEntry entry, CdfChoice choice, Verdict.Deferred verdict) {
    counters.countDeferred();
    if (verdict.mayHaveArrived()) {
      entry.mayHaveArrived();
    }
    TargetHealth health = health(entry, choice);
    failed(health, verdict);
    if (lane.triedInVain() >= policy.triesPerCdf() || !health.isUp()) {
      lane.tiredOf(choice);
      advance(lane);
    } else {
      pause(lane);
    }
  }

  /** Nothing of this session goes out for a moment. */
  void pause(Lane lane) {
    lane.busy(true);
    environment
        .timers()
        .schedule(
            policy.retryInterval(),
            () ->
                environment
                    .thread()
                    .execute(
                        () -> {
                          lane.busy(false);
                          advance(lane);
                        }));
  }

  private static Target targetOf(OutboxEntry entry, CdfChoice choice) {
    return entry.transmitter().targets().get(choice.ordinal());
  }

  private TargetHealth health(OutboxEntry entry, CdfChoice choice) {
    return targets.of(entry.transmitter(), choice);
  }

  private void succeeded(OutboxEntry entry, CdfChoice choice) {
    health(entry, choice).success();
    if (stopped && targetOf(entry, choice).channel() == ChargingInterface.CH1) {
      stopped = false;
      environment.alarms().clear(JournalAlarm.DELIVERY_STOPPED, "records are being taken again");
    }
  }

  private void failed(TargetHealth health, Verdict.Deferred verdict) {
    health.failure(verdict.reachable(), environment.nanos().getAsLong());
    if (!stopped && targets.allDown(ChargingInterface.CH1)) {
      stopped = true;
      environment
          .alarms()
          .raise(
              JournalAlarm.DELIVERY_STOPPED,
              "no CDF takes records (" + verdict.why() + "); they are stored");
    }
  }

  /** Nobody takes it now: back to the disk, where it never left. */
  private void park(Lane lane) {
    List<OutboxEntry> left = lane.clear();
    lanes.count(-left.size());
    lanes.spilled(lane.session());
    lanes.close(lane);
    left.forEach(this::leaveOnDisk);
  }

  private void leaveOnDisk(OutboxEntry entry) {
    if (!entry.isRetransmission()) {
      ledger.hasNotArrived(entry.id());
    }
    entry.tell(new AccountingOutcome.Stored());
  }

  private void refill(Lane lane) {
    if (!lane.isSpilled()) {
      lanes.close(lane);
      return;
    }
    try {
      fill(lane);
    } catch (JournalException e) {
      LOG.debug("{}: rest of the lane not read: {}", lane.session(), e.getMessage());
      park(lane);
    }
  }

  /** Puts the next records of its session into the lane, and sends the first. */
  void fill(Lane lane) throws JournalException {
    Loader.Load load = loader.load(lane.session());
    lane.spilled(load.more());
    if (!load.more()) {
      lanes.drained(lane.session());
    }
    if (load.entries().isEmpty() && !load.more()) {
      lanes.close(lane);
      return;
    }
    load.entries().forEach(lane::add);
    lanes.count(load.entries().size());
    lane.busy(true);
    ledger.markSent(
        load.marks(),
        () -> {
          lane.busy(false);
          advance(lane);
        });
  }
}
