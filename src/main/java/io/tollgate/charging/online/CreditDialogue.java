package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.Owner;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditOutcome.Answered;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.SessionServer;
import io.tollgate.charging.record.Settlement;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.charging.session.Usage;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One credit-control session as the OCS sees it: numbers its requests, and never sends one before
 * the TERMINATION that would be owed after it is in the ledger, so that a crash at any moment
 * leaves exactly one to be sent, with a number of its own.
 */
final class CreditDialogue {

  private final String id;
  private final SessionFacts facts;
  private final SessionGate gate;
  private final CreditPort port;
  private final CreditLedger ledger;
  private final Owner owner;
  private final Consumer<CreditOutcome> outcome;
  private final Function<Usage, List<ServiceUsage>> unreported;
  private long number = -1;
  private boolean failoverSupported;

  /** Origin-Host of the server that has the session: what follows is for it (RFC 8506 5.7). */
  private @Nullable String server;

  private UsageLine line = UsageLine.NONE;

  /** An UPDATE that is on its way, or of which nobody knows whether it arrived. */
  private @Nullable CreditRequest unanswered;

  private @Nullable CreditRequest termination;

  /** What was sent last; for whoever tells of it. */
  private @Nullable CreditRequest outstanding;

  CreditDialogue(
      String id,
      SessionFacts facts,
      SessionGate gate,
      CreditPort port,
      CreditLedger ledger,
      Owner owner,
      boolean failoverSupported,
      Function<Usage, List<ServiceUsage>> unreported,
      Consumer<CreditOutcome> outcome) {
    this.id = id;
    this.facts = facts;
    this.gate = gate;
    this.port = port;
    this.ledger = ledger;
    this.owner = owner;
    this.failoverSupported = failoverSupported;
    this.unreported = unreported;
    this.outcome = outcome;
  }

  String id() {
    return id;
  }

  void failoverSupported(boolean supported) {
    failoverSupported = supported;
  }

  void initial(
      List<ServiceUsage> services, @Nullable ChargingEvent event, FailureHandling handling) {
    line = ledger.usageLine(id);
    gate.keepOn(line);
    // A new session may always go to another server (RFC 8506 5.7).
    send(
        request(CreditRequestType.INITIAL, services, null, describe(event))
            .identified(port::newEndToEnd),
        handling,
        true);
  }

  void update(
      List<ServiceUsage> services, @Nullable ChargingEvent event, FailureHandling handling) {
    CreditRequest update =
        request(CreditRequestType.UPDATE, services, null, describe(event))
            .identified(port::newEndToEnd);
    unanswered = update;
    send(update, handling, failoverSupported);
  }

  /** Nobody knows whether the UPDATE arrived: the very same goes out once more. */
  void repeatUpdate(FailureHandling handling) {
    CreditRequest update = unanswered;
    if (update != null) {
      port.repeat(update, failover(handling, failoverSupported), this::told);
    }
  }

  /** Tx expired. */
  void late() {
    if (outstanding != null) {
      port.late(outstanding);
    }
  }

  private void send(CreditRequest request, FailureHandling handling, boolean mayMove) {
    outstanding = request;
    Failover failover = failover(handling, mayMove);
    sendOnceOwed(unanswered, owed(), () -> port.send(request, failover, this::told));
  }

  /** A crash must find what is owed before the OCS can have heard of it. */
  private void sendOnceOwed(@Nullable CreditRequest before, CreditRequest owed, Runnable send) {
    if (ledger.journalClosing(before, owed, () -> owner.execute(send))) {
      send.run();
    }
  }

  private static Failover failover(FailureHandling handling, boolean mayMove) {
    if (!mayMove) {
      return Failover.NONE;
    }
    return handling == FailureHandling.TERMINATE ? Failover.IF_NOT_PROCESSED : Failover.ANY;
  }

  /**
   * The end. From here on the ledger has the request itself, so a crash repeats it as it is. Behind
   * an UPDATE of which nobody knows whether it arrived, it is left to the ledger, which repeats
   * both in order: so everything is reported once.
   *
   * @return whether an answer will come
   */
  boolean terminate(
      List<ServiceUsage> services, TerminationCause cause, @Nullable ChargingEvent event) {
    CreditRequest last = request(CreditRequestType.TERMINATION, services, cause, describe(event));
    if (unanswered != null) {
      ledger.repeatUntilAnswered(List.of(unanswered, last), true);
      return false;
    }
    CreditRequest identified = last.identified(port::newEndToEnd);
    termination = identified;
    Failover failover = failoverSupported ? Failover.ANY : Failover.NONE;
    sendOnceOwed(null, identified, () -> port.send(identified, failover, this::told));
    return true;
  }

  /** Nothing more is counted for it. */
  void close() {
    gate.keepOffAndClose(line);
  }

  /** The TERMINATION found no one: the ledger repeats it until it is answered. */
  void repeatTermination(boolean mayHaveArrived) {
    if (termination != null) {
      ledger.repeatUntilAnswered(termination, mayHaveArrived);
    }
  }

  /** Ends the session at the OCS without anybody here waiting for it. */
  void leaveBehind(List<ServiceUsage> services, TerminationCause cause) {
    CreditRequest last = request(CreditRequestType.TERMINATION, services, cause, describe(null));
    ledger.repeatUntilAnswered(
        unanswered == null ? List.of(last) : List.of(unanswered, last), true);
  }

  void settle() {
    ledger.settle(id);
  }

  /** The answer to the TERMINATION: what of it was not taken stays for an operator to decide. */
  void terminated(CreditAnswer answer) {
    CreditRequest sent = termination;
    Settlement settlement = sent == null ? null : Settlement.of(sent, answer);
    if (sent == null || settlement == null || settlement.isWhole()) {
      settle();
    } else {
      ledger.deadLetter(
          sent.withServices(settlement.untaken()),
          settlement.code(),
          "the OCS took no final report of it: " + answer.reason());
    }
  }

  /** What was used can be reported in no session any more. */
  void buryUsage(List<ServiceUsage> services, int resultCode, String reason) {
    if (services.stream().anyMatch(ServiceUsage::isAnythingUsed)) {
      ledger.deadLetter(
          request(
              CreditRequestType.TERMINATION,
              services,
              TerminationCause.SERVICE_NOT_PROVIDED,
              describe(null)),
          resultCode,
          reason);
    } else {
      settle();
    }
  }

  /** Usage went on since the last request: what is owed says so. */
  void refresh() {
    ledger.journalClosing(unanswered, owed(), () -> {});
  }

  /** What the last request reported was taken: a crash need not repeat it. */
  void acknowledged() {
    line.answered(number);
  }

  private CreditRequest owed() {
    Instant when = facts.time().now();
    Usage now = gate.usage();
    return new CreditRequest(
        id,
        CreditRequestType.TERMINATION,
        number + 1,
        when,
        null,
        unreported.apply(now),
        TerminationCause.LINK_BROKEN,
        null,
        facts.describeProgress(gate.counters(now)).cutOff(when),
        peers());
  }

  private CreditRequest request(
      CreditRequestType type,
      List<ServiceUsage> services,
      @Nullable TerminationCause cause,
      ServiceInformation service) {
    number++;
    return new CreditRequest(
        id,
        type,
        number,
        facts.time().now(),
        null,
        services,
        cause,
        null,
        cause == null ? service : service.endedBy(cause),
        peers());
  }

  private PeerHints peers() {
    PeerHints named = facts.terms().peers();
    return server == null ? named : named.with(new SessionServer(server, failoverSupported));
  }

  /**
   * An answer that grants shows who has the session. One that may have come to be without an answer
   * is with whoever got the request.
   */
  private void learnServer(CreditOutcome what) {
    String shown = null;
    if (what instanceof Answered answered && answered.answer().isSuccess()) {
      shown = answered.server();
    } else if (what instanceof Unusable bad) {
      shown = bad.server();
    } else if (what instanceof Undeliverable lost && lost.mayHaveBeenProcessed()) {
      shown = lost.server();
    }
    if (shown != null) {
      server = shown;
    }
  }

  private ServiceInformation describe(@Nullable ChargingEvent event) {
    MessageCounters counters = number < 0 ? null : gate.counters();
    return event == null
        ? facts.describeProgress(gate.counters())
        : facts.describe(event, counters);
  }

  private static boolean isFateUnknown(CreditOutcome what) {
    return what instanceof Undeliverable lost && lost.mayHaveBeenProcessed()
        || what instanceof Unusable bad && bad.resultCode() == 0;
  }

  private void told(CreditOutcome what) {
    owner.execute(
        () -> {
          learnServer(what);
          if (!isFateUnknown(what)) {
            unanswered = null;
          }
          outcome.accept(what);
        });
  }
}
