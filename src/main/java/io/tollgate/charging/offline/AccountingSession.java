package io.tollgate.charging.offline;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.Timers;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingOutcome.Acknowledged;
import io.tollgate.charging.record.AccountingOutcome.Lost;
import io.tollgate.charging.record.AccountingOutcome.Rejected;
import io.tollgate.charging.record.AccountingOutcome.Stored;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The CH-1 side of one session: makes its records, numbers them, and hands each to the journal
 * together with the STOP that is owed should the node die. Confined to its owner.
 */
public final class AccountingSession implements Accounting {

  private static final Logger LOG = LogManager.getLogger(AccountingSession.class);

  /** Cause-Code 861 (TS 32.299). */
  private static final int CAUSE_NORMAL = 0;

  private static final int CAUSE_INTERNAL = 3;

  private final Supplier<String> ids;
  private final String id;
  private final SessionFacts facts;
  private final SessionGate gate;
  private final OfflinePolicy policy;
  private final AccountingPort port;
  private final Owner owner;
  private final ServiceControl control;
  private final Interims interims;
  private final Coalescer coalescer;

  private AccountingState state = new Idle(this);
  private long number;
  private int outstanding;
  private boolean idUsed;
  private UsageLine line = UsageLine.NONE;
  private @Nullable RecordReason postponed;

  public AccountingSession(
      Supplier<String> ids,
      SessionFacts facts,
      SessionGate gate,
      OfflinePolicy policy,
      AccountingPort port,
      Timers timers,
      Owner owner,
      ServiceControl control,
      DoubleSupplier random) {
    this.ids = ids;
    this.id = ids.get();
    this.facts = facts;
    this.gate = gate;
    this.policy = policy;
    this.port = port;
    this.owner = owner;
    this.control = control;
    this.interims =
        new Interims(policy, gate, facts.time(), timers, owner, random, this::progressDue);
    this.coalescer =
        new Coalescer(
            policy.coalesceWindow(),
            facts.time(),
            timers,
            owner,
            this::recordChange,
            this::windowCloses);
  }

  @Override
  public String id() {
    return id;
  }

  // --- what happens

  @Override
  public void start(ChargingEvent event, Waiting waiting) {
    facts.absorb(event);
    state = state.start(event, waiting);
  }

  @Override
  public void change(ChargingEvent event, RecordReason reason, Waiting waiting) {
    facts.absorb(event);
    state = state.change(reason, event, waiting);
  }

  @Override
  public void end(ChargingEvent event, Waiting waiting) {
    facts.absorb(event);
    state = state.end(event, waiting);
  }

  /** A one-time event, with a Session-Id of its own from the second one on. */
  @Override
  public void once(ChargingEvent event, Waiting waiting) {
    facts.absorb(event);
    submitEvent(event, waiting);
  }

  /** Who is cut off has an internal error to tell of (Cause-Code 861, TS 32.299). */
  @Override
  public void journalClosing(ChargingEvent event, Runnable noted) {
    line = port.usageLine(id);
    gate.keepOn(line);
    ChargingEvent cutOff = event.withCause(CAUSE_INTERNAL, event.reasonHeader());
    AccountingRecord owed =
        record(
            id,
            RecordType.EVENT,
            0,
            RecordReason.EVENT,
            facts.describeWhole(
                cutOff, OneTimeCounters.of(cutOff, facts.terms().function(), gate.counters())));
    if (port.journalClosing(owed, () -> owner.execute(noted))) {
      noted.run();
    }
  }

  /** Usage went on: the STOP that is owed says so. */
  @Override
  public void checkpoint() {
    if (state.owesStop()) {
      port.checkpoint(
          record(
              id,
              RecordType.INTERIM,
              number,
              RecordReason.USAGE,
              facts.describeProgress(gate.counters())));
    }
  }

  private void progressDue(RecordReason reason) {
    state = state.progress(reason);
  }

  /** The state's name in RFC 6733 8.2. */
  String stateName() {
    return state.rfcName();
  }

  public boolean isClosed() {
    return state instanceof Closed;
  }

  // --- for the states

  void postpone(RecordReason reason) {
    postponed = reason;
  }

  @Nullable RecordReason postponed() {
    RecordReason due = postponed;
    postponed = null;
    return due;
  }

  boolean isAnythingOutstanding() {
    return outstanding > 0;
  }

  /**
   * @return whether a record was made now
   */
  boolean change(RecordReason reason, ChargingEvent event, Waiting waiting) {
    int before = outstanding;
    coalescer.change(reason, event, waiting);
    return outstanding > before;
  }

  private void recordChange(RecordReason reason, ChargingEvent event, Waiting waiting) {
    submit(RecordType.INTERIM, reason, event, waiting);
  }

  /** The change that was held goes out only now. */
  private void windowCloses() {
    int before = outstanding;
    coalescer.flush();
    if (outstanding > before) {
      state = state.recorded();
    }
  }

  void submit(RecordType type, RecordReason reason, ChargingEvent event, Waiting waiting) {
    if (type == RecordType.START) {
      line = port.usageLine(id);
      gate.keepOn(line);
    }
    MessageCounters counters = type == RecordType.START ? null : gate.counters();
    hand(type, reason, facts.describe(event, counters), waiting);
  }

  void submitProgress(RecordType type, RecordReason reason) {
    hand(type, reason, facts.describeProgress(gate.counters()), Waiting.forNothing());
  }

  void submitStop(ChargingEvent event, Waiting waiting) {
    coalescer.flush();
    interims.stop();
    ChargingEvent ended =
        event.causeCode() == null ? event.withCause(CAUSE_NORMAL, event.reasonHeader()) : event;
    submit(RecordType.STOP, RecordReason.END, ended, waiting);
  }

  void submitEvent(ChargingEvent event, Waiting waiting) {
    ServiceInformation service =
        facts.describeWhole(
            event, OneTimeCounters.of(event, facts.terms().function(), gate.counters()));
    String session = idUsed ? ids.get() : id;
    AccountingRecord record = record(session, RecordType.EVENT, 0, RecordReason.EVENT, service);
    idUsed = true;
    hand(record, waiting);
  }

  /** The rule of Accounting-Realtime-Required; ends the service if it says so. */
  boolean disconnects(AccountingOutcome outcome) {
    boolean disconnect =
        (outcome instanceof Stored && policy.disconnectsWhenStored())
            || ((outcome instanceof Rejected || outcome instanceof Lost)
                && policy.disconnectsWhenLost());
    if (disconnect) {
      coalescer.flush();
      LOG.warn("Accounting session {}: {}; the service is ended", id, outcome);
      interims.stop();
      control.endSession(new Refusal(503, "accounting failed", null));
    }
    return disconnect;
  }

  // --- records

  private void hand(
      RecordType type, RecordReason reason, ServiceInformation service, Waiting waiting) {
    idUsed = true;
    hand(record(id, type, type == RecordType.START ? 0 : ++number, reason, service), waiting);
    if (type != RecordType.STOP) {
      interims.recorded();
    }
  }

  private AccountingRecord record(
      String session,
      RecordType type,
      long which,
      RecordReason reason,
      ServiceInformation service) {
    return new AccountingRecord(
        session, type, which, facts.time().now(), reason, service, facts.terms().peers());
  }

  private void hand(AccountingRecord record, Waiting waiting) {
    outstanding++;
    RecordType type = record.type();
    boolean durable =
        port.submit(
            record,
            () -> owner.execute(waiting::durable),
            outcome -> {
              Runnable task = () -> told(type, outcome, waiting);
              if (waiting.isForAnswer()) {
                owner.execute(task);
              } else {
                owner.later(task);
              }
            });
    if (waiting.isForAnswer()) {
      port.commitNow();
    }
    if (durable) {
      waiting.durable();
    } else {
      waiting.handedOver();
    }
  }

  private void told(RecordType type, AccountingOutcome outcome, Waiting waiting) {
    outstanding--;
    if (type == RecordType.STOP || type == RecordType.EVENT) {
      gate.keepOffAndClose(line);
    }
    if (outcome instanceof Acknowledged answer && answer.interimInterval() != null) {
      interims.answered(answer.interimInterval());
    }
    if (outcome instanceof Rejected rejected) {
      LOG.warn(
          "Accounting session {}: the CDF refused a {} record with {} (Failed-AVP: {})",
          id,
          type,
          rejected.resultCode(),
          rejected.failedAvp());
    }
    state = state.outcome(type, outcome);
    waiting.pass();
  }
}
