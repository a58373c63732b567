package io.tollgate.charging.enabler;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Charging;
import io.tollgate.charging.flow.FlowWalk;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Step;
import io.tollgate.charging.observer.ObservedAccounting;
import io.tollgate.charging.observer.ObservedControl;
import io.tollgate.charging.observer.ObservedCredit;
import io.tollgate.charging.observer.ObservedLedger;
import io.tollgate.charging.observer.ObservedSession;
import io.tollgate.charging.observer.ObservedSignalling;
import io.tollgate.charging.observer.SessionWatch;
import io.tollgate.charging.offline.Accounting;
import io.tollgate.charging.offline.Realtime;
import io.tollgate.charging.offline.Waiting;
import io.tollgate.charging.offline.Waiting.Until;
import io.tollgate.charging.online.CreditSession;
import io.tollgate.charging.online.OneTimeCredit;
import io.tollgate.charging.online.OnlinePolicy;
import io.tollgate.charging.online.Verdict;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.session.Alarm;
import io.tollgate.charging.session.Checkpoints;
import io.tollgate.charging.session.Lease;
import io.tollgate.charging.session.ServiceTime;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.charging.session.Turns;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session's charging: its two halves, and the walks over the flow book. */
final class SessionCharging implements ChargedSession {

  private final ChargingEnabler enabler;

  /** The one that was in force when it began. */
  private final ChargingPolicy policy;

  /** As the OCS does that is likely to have it. */
  private final OnlinePolicy selling;

  private final SessionTerms terms;
  private final Charging charging;
  private final Turns turns;
  private final SessionFacts facts;
  private final SessionGate gate;
  private final Checkpoints checkpoints;
  private final @Nullable Accounting offline;
  private final @Nullable CreditSession online;
  private final @Nullable SessionWatch watch;
  private final ServiceControl service;
  private final CreditPort credit;
  private final CreditLedger ledger;
  private @Nullable OneTimeCredit oneTime;

  /** Units reserved for a message were taken. */
  private boolean taken;

  SessionCharging(
      ChargingEnabler enabler,
      ChargingPolicy policy,
      SessionTerms terms,
      Turns turns,
      ServiceControl control) {
    this.enabler = enabler;
    this.policy = policy;
    this.terms = terms;
    this.selling = policy.online(terms.peers());
    Set<ChargingInterface> interfaces = policy.chargedOn(terms);
    this.charging = Charging.on(interfaces);
    this.turns = turns;
    this.facts =
        new SessionFacts(terms, interfaces.contains(ChargingInterface.CH2), enabler.time());
    this.gate = new SessionGate(turns, new ServiceTime(enabler.time()), selling.mostHeld());
    ObservedSession observed = new Observed();
    SessionWatch listening = enabler.observer().opened(observed);
    this.watch = listening;
    AccountingPort accounting =
        listening == null
            ? enabler.accounting()
            : new ObservedAccounting(enabler.accounting(), listening);
    this.credit =
        listening == null ? enabler.credit() : new ObservedCredit(enabler.credit(), listening);
    this.ledger =
        listening == null ? enabler.ledger() : new ObservedLedger(enabler.ledger(), listening);
    this.service = listening == null ? control : new ObservedControl(control, listening);
    this.offline =
        interfaces.contains(ChargingInterface.CH1)
            ? new OfflineSessions(enabler, policy.offline(), turns, service, accounting)
                .of(facts, gate)
            : null;
    this.online =
        interfaces.contains(ChargingInterface.CH2)
            ? new CreditSession(
                enabler.ids(),
                facts,
                gate,
                selling,
                policy.conflicts(),
                credit,
                ledger,
                enabler.timers(),
                turns,
                service,
                enabler.openSessions())
            : null;
    turns.logAs(observed);
    this.checkpoints =
        new Checkpoints(
            gate,
            policy.checkpointEvery(),
            policy.checkpointMessages(),
            this::checkpoint,
            enabler.timers(),
            turns);
  }

  /** As its observers see it. */
  private final class Observed implements ObservedSession {
    @Override
    public SessionTerms terms() {
      return terms;
    }

    @Override
    public ChargingIds ids() {
      return SessionCharging.this.ids();
    }

    @Override
    public MessageCounters counters() {
      return gate.counters();
    }

    @Override
    public long seconds() {
      return gate.serviceTime().seconds();
    }
  }

  @Override
  public void walk(Procedure procedure, Signalling asked) {
    Signalling signalling = observed(procedure, asked);
    List<Step> steps = policy.flows().steps(terms.profile(), charging, procedure);
    turns.here(
        () -> {
          FlowWalk walk =
              new FlowWalk(steps, signalling, new Charges(procedure, signalling, steps), turns);
          if (procedure == Procedure.PAGE_MESSAGE_TO_MANY && offline != null) {
            // It is accepted before it is copied, and its one record comes last.
            offline.journalClosing(signalling.event(), walk::start);
          } else {
            walk.start();
          }
        });
  }

  private Signalling observed(Procedure procedure, Signalling signalling) {
    SessionWatch listening = watch;
    if (listening == null) {
      return signalling;
    }
    listening.begins(procedure);
    return new ObservedSignalling(signalling, procedure, listening);
  }

  @Override
  public MessageGate messages() {
    return gate;
  }

  @Override
  public Debit debit() {
    if (taken) {
      return new Debit(true, null);
    }
    return oneTime == null ? Debit.NONE : oneTime.soFar();
  }

  @Override
  public ChargingIds ids() {
    return new ChargingIds(
        offline == null ? null : offline.id(), online == null ? null : online.id());
  }

  /** Few sessions have events, but one that is given back must be told of as it was debited. */
  private OneTimeCredit oneTime() {
    OneTimeCredit events = oneTime == null ? newOneTime() : oneTime;
    oneTime = events;
    return events;
  }

  private OneTimeCredit newOneTime() {
    return new OneTimeCredit(
        enabler.ids(), facts, selling, credit, ledger, enabler.timers(), turns, service);
  }

  private void checkpoint() {
    if (offline != null) {
      offline.checkpoint();
    }
    if (online != null) {
      online.checkpoint();
    }
  }

  /** The charge steps of one walk. */
  private final class Charges implements FlowWalk.Charges {

    private final Procedure procedure;
    private final Signalling signalling;
    private final boolean offlineIsLast;

    Charges(Procedure procedure, Signalling signalling, List<Step> steps) {
      this.procedure = procedure;
      this.signalling = signalling;
      this.offlineIsLast = steps.indexOf(Step.CHARGE_OFFLINE) == steps.size() - 1;
    }

    @Override
    public void offline(Runnable goOn) {
      ChargingEvent event = signalling.event();
      if (offline == null) {
        goOn.run();
        return;
      }
      ending();
      OfflineCharge.make(offline, procedure, event, waiting(goOn));
    }

    @Override
    public void online(Runnable goOn, Consumer<Refusal> refused) {
      ChargingEvent event = signalling.event();
      if (online == null) {
        goOn.run();
        return;
      }
      ending();
      OnlineCharge.make(
          online,
          SessionCharging.this::oneTime,
          selling.reservesMessages(),
          procedure,
          event,
          verdict(goOn, refused));
    }

    private static Verdict verdict(Runnable goOn, Consumer<Refusal> refused) {
      return new Verdict() {
        @Override
        public void granted() {
          goOn.run();
        }

        @Override
        public void refused(Refusal refusal) {
          refused.accept(refusal);
        }
      };
    }

    /** C4 and C11: what stands behind the charge waits for the record, within bounds. */
    private Waiting waiting(Runnable goOn) {
      var conflicts = policy.conflicts();
      if (policy.offline().realtime() == Realtime.DELIVER_AND_GRANT) {
        return Waiting.until(Until.ANSWERED, goOn);
      }
      if (offlineIsLast) {
        return Waiting.until(Until.HANDED_OVER, goOn);
      }
      boolean answered =
          procedure == Procedure.MODIFY && conflicts.awaitOfflineAnswer().contains(terms.profile());
      return Waiting.until(
          answered ? Until.ANSWERED : Until.DURABLE,
          goOn,
          conflicts.offlineAnswerLimit(),
          ring -> new Alarm(enabler.timers(), turns, ring));
    }

    @Override
    public void completed() {
      switch (procedure) {
        case INITIATE_ONE_TO_ONE, INITIATE_GROUP, LARGE_MESSAGE, FILE_TRANSFER -> {
          gate.serviceTime().start();
          if (online != null) {
            // A time quota runs from here on, so only now is it known when it ends.
            online.quotaMark();
          }
          checkpoints.start();
          if (procedure == Procedure.LARGE_MESSAGE && offline != null) {
            offline.journalClosing(signalling.event(), () -> {});
          }
        }
        case PAGE_MESSAGE, PAGE_MESSAGE_TO_MANY, DEFERRED_SUBMISSION, DEFERRED_RETRIEVAL_CHARGED ->
            delivered(signalling.event());
        default -> {}
      }
    }

    /** What was reserved for the message is taken; what was debited for it stays so. */
    private void delivered(ChargingEvent event) {
      if (online != null && online.isUnderWay()) {
        for (long copy = 0; copy < event.units(); copy++) {
          gate.completed();
        }
        online.end(event, TerminationCause.LOGOUT, true);
        taken = true;
      }
      if (oneTime != null) {
        oneTime.delivered();
      }
    }

    /** The last record and the last request count what was counted before them, and no more. */
    private void ending() {
      switch (procedure) {
        case END, RELEASE, NODE_FAILURE, INITIATION_FAILED -> {
          checkpoints.stop();
          gate.serviceTime().stop();
          gate.install(Lease.shut(Lease.Beyond.REFUSE));
        }
        default -> {}
      }
    }
  }
}
