package io.tollgate.journal.delivery;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.CdfChoice;
import io.tollgate.journal.Environment;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Sends the head of a queue, and what comes after it when it is answered (RFC 6733 8.2, PendingB):
 * tries again with the T flag, then the other function, then leaves it to the backlog.
 */
final class Dispatch {

  private static final Logger LOG = LogManager.getLogger(Dispatch.class);

  private final DeliveryPolicy policy;
  private final Environment environment;
  private final Ledger ledger;
  private final Loader loader;
  private final SessionQueues queues;
  private final Targets targets;
  private final DeliveryCounters counters;
  private boolean stopped;

  Dispatch(
      DeliveryPolicy policy,
      Environment environment,
      Ledger ledger,
      Loader loader,
      SessionQueues queues,
      Targets targets,
      DeliveryCounters counters) {
    this.policy = policy;
    this.environment = environment;
    this.ledger = ledger;
    this.loader = loader;
    this.queues = queues;
    this.targets = targets;
    this.counters = counters;
  }

  void advance(SessionQueue queue) {
    if (queue.isBusy()) {
      return;
    }
    OutboxEntry head = queue.head();
    if (head == null) {
      refill(queue);
      return;
    }
    CdfChoice choice = targets.choose(head.transmitter(), queue.tired());
    if (choice == null) {
      park(queue);
    } else {
      transmit(queue, head, choice);
    }
  }

  private void transmit(SessionQueue queue, OutboxEntry entry, CdfChoice choice) {
    TargetHealth health = health(entry, choice);
    if (!health.isUp()) {
      health.probe();
    }
    if (entry.isRetransmission()) {
      counters.countRetransmitted();
    }
    queue.busy(true);
    long sent = environment.nanos().getAsLong();
    try {
      entry
          .transmitter()
          .send(
              entry.isRetransmission(),
              choice,
              verdict ->
                  environment
                      .thread()
                      .execute(
                          () -> {
                            adapt(queue, verdict, sent);
                            judged(queue, entry, choice, verdict);
                          }));
    } catch (RuntimeException e) {
      LOG.error("{} cannot be sent", entry, e);
      judged(queue, entry, choice, new Verdict.Refused(0, "cannot be sent: " + e.getMessage()));
    }
  }

  private void adapt(SessionQueue queue, Verdict verdict, long sent) {
    if (!queue.isOfBacklog()) {
      return;
    }
    if (!(verdict instanceof Verdict.Deferred deferred)) {
      queues.answered(environment.nanos().getAsLong() - sent);
    } else if (deferred.mayHaveArrived()) {
      queues.unanswered();
    }
  }

  private void judged(SessionQueue queue, OutboxEntry entry, CdfChoice choice, Verdict verdict) {
    queue.busy(false);
    if (verdict instanceof Verdict.Accepted accepted) {
      succeeded(entry, choice);
      ledger.remove(entry.id());
      counters.countAcknowledged();
      next(queue);
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
      next(queue);
      entry.tell(new AccountingOutcome.Rejected(refused.resultCode(), refused.reason()));
    } else if (verdict instanceof Verdict.PartlyRefused partly) {
      succeeded(entry, choice);
      loader.bury(entry, partly);
      counters.countRefused();
      next(queue);
      entry.tell(new AccountingOutcome.Rejected(partly.resultCode(), partly.reason()));
    } else if (verdict instanceof Verdict.Deferred deferred) {
      deferred(queue, entry, choice, deferred);
    }
  }

  private void next(SessionQueue queue) {
    queue.advance();
    queues.count(-1);
    advance(queue);
  }

  private void deferred(
      SessionQueue queue, OutboxEntry entry, CdfChoice choice, Verdict.Deferred verdict) {
    counters.countDeferred();
    if (verdict.mayHaveArrived()) {
      entry.mayHaveArrived();
    }
    TargetHealth health = health(entry, choice);
    failed(health, verdict);
    if (queue.triedInVain() >= policy.triesPerCdf() || !health.isUp()) {
      queue.tiredOf(choice);
      advance(queue);
    } else {
      pause(queue);
    }
  }

  /** Nothing of this session goes out for a moment. */
  void pause(SessionQueue queue) {
    queue.busy(true);
    environment
        .timers()
        .schedule(
            policy.retryInterval(),
            () ->
                environment
                    .thread()
                    .execute(
                        () -> {
                          queue.busy(false);
                          advance(queue);
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
  private void park(SessionQueue queue) {
    List<OutboxEntry> left = queue.clear();
    queues.count(-left.size());
    queues.spilled(queue.session());
    queues.close(queue);
    left.forEach(this::leaveOnDisk);
  }

  private void leaveOnDisk(OutboxEntry entry) {
    if (!entry.isRetransmission()) {
      ledger.hasNotArrived(entry.id());
    }
    entry.tell(new AccountingOutcome.Stored());
  }

  private void refill(SessionQueue queue) {
    if (!queue.isSpilled()) {
      queues.close(queue);
      return;
    }
    try {
      fill(List.of(queue));
    } catch (JournalException e) {
      LOG.debug("{}: rest of the queue not read: {}", queue.session(), e.getMessage());
      park(queue);
    }
  }

  /**
   * Puts the next records of their sessions into these queues, and sends the first of each: read at
   * once, and marked in one transaction.
   *
   * @return how many records that are
   */
  int fill(Collection<SessionQueue> empty) throws JournalException {
    Map<String, Loader.Load> loads =
        loader.load(empty.stream().map(SessionQueue::session).toList());
    List<Change> marks = new ArrayList<>();
    List<SessionQueue> marked = new ArrayList<>();
    List<SessionQueue> ready = new ArrayList<>();
    int records = 0;
    for (SessionQueue queue : empty) {
      Loader.Load load = loads.get(queue.session());
      if (load == null || !take(queue, load)) {
        queues.close(queue);
        continue;
      }
      records += load.entries().size();
      (load.marks().isEmpty() ? ready : marked).add(queue);
      marks.addAll(load.marks());
    }
    ready.forEach(this::go);
    ledger.markSent(marks, () -> marked.forEach(this::go));
    return records;
  }

  /** False if there is nothing to send. */
  private boolean take(SessionQueue queue, Loader.Load load) {
    queue.spilled(load.more());
    if (!load.more()) {
      queues.drained(queue.session());
    }
    if (load.entries().isEmpty() && !load.more()) {
      return false;
    }
    load.entries().forEach(queue::add);
    queues.count(load.entries().size());
    queue.busy(true);
    return true;
  }

  private void go(SessionQueue queue) {
    queue.busy(false);
    advance(queue);
  }
}
