package io.tollgate.ledger;

import io.tollgate.charging.observer.Words;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.Settlement;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import io.tollgate.ledger.RequestRow.Amount;
import io.tollgate.ledger.RequestRow.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** One request of a book as it becomes known bit by bit. Confined to the ledger's thread. */
final class Line {
  private final ChargingInterface where;
  private final String session;
  private final long number;
  private final String type;
  private final String why;
  private final Instant at;
  private final long messages;
  private final long octetsIn;
  private final long octetsOut;
  private final int participants;
  private @Nullable Instant answered;
  private State state = State.SENT;
  private int result;
  private List<Amount> amounts;
  private @Nullable String peer;

  Line(RequestRow row) {
    where = row.where();
    session = row.session();
    number = row.number();
    type = row.type();
    why = row.why();
    at = row.at();
    messages = row.messages();
    octetsIn = row.octetsIn();
    octetsOut = row.octetsOut();
    participants = row.participants();
    answered = row.answered();
    state = row.state();
    result = row.result();
    amounts = row.amounts();
    peer = row.peer();
  }

  Line(AccountingRecord record) {
    MessageCounters counted = record.service().messages();
    where = ChargingInterface.CH1;
    session = record.sessionId();
    number = record.number();
    type = record.type().name();
    why = Words.lower(record.reason());
    at = record.eventTime();
    messages = counted == null ? 0 : counted.sent();
    octetsIn = counted == null ? 0 : counted.octetsIn();
    octetsOut = counted == null ? 0 : counted.octetsOut();
    participants = record.service().roster().count();
    amounts = List.of();
  }

  Line(CreditRequest request) {
    where = ChargingInterface.CH2;
    session = request.sessionId();
    number = request.number();
    RequestedAction action = request.action();
    type = action == null ? request.type().name() : action.name();
    why = why(request);
    at = request.eventTime();
    messages = 0;
    octetsIn = 0;
    octetsOut = 0;
    participants = request.service().roster().count();
    List<Amount> all = new ArrayList<>();
    request.services().forEach(usage -> add(usage, all));
    amounts = List.copyOf(all);
  }

  private Line(ChargingInterface where, String session, String type, Instant at) {
    this.where = where;
    this.session = session;
    number = 0;
    this.type = type;
    why = "";
    this.at = at;
    messages = 0;
    octetsIn = 0;
    octetsOut = 0;
    participants = 0;
    amounts = List.of();
    state = State.TAKEN;
  }

  /**
   * The first request of a session whose later one was taken: they go out in order, so it was taken
   * as well, though the server died before it was written down here.
   */
  static Line begun(ChargingInterface where, String session, Instant at) {
    return new Line(where, session, where == ChargingInterface.CH1 ? "START" : "INITIAL", at);
  }

  private static String why(CreditRequest request) {
    StringJoiner words = new StringJoiner(", ");
    for (ServiceUsage usage : request.services()) {
      usage.triggers().forEach(trigger -> words.add(Words.lower(trigger)));
      usage.reasons().forEach(reason -> words.add(Words.lower(reason)));
      for (UsedUnits used : usage.used()) {
        if (used.reason() != null) {
          words.add(Words.lower(used.reason()));
        }
      }
    }
    if (request.terminationCause() != null) {
      words.add(Words.lower(request.terminationCause()));
    }
    return words.toString();
  }

  private static void add(ServiceUsage usage, List<Amount> all) {
    Set<UnitType> units = EnumSet.noneOf(UnitType.class);
    usage.used().forEach(used -> units.addAll(used.units().amounts().keySet()));
    if (usage.requested() != null) {
      units.addAll(usage.requested().amounts().keySet());
    }
    for (UnitType unit : units) {
      long used = usage.used().stream().mapToLong(each -> each.units().get(unit)).sum();
      long requested = usage.requested() == null ? 0 : usage.requested().get(unit);
      all.add(
          new Amount(usage.ratingGroup(), usage.serviceIdentifier(), unit, requested, used, 0, 0));
    }
  }

  // --- what becomes of it

  void became(Instant when, AccountingOutcome outcome) {
    if (outcome instanceof AccountingOutcome.Acknowledged ok) {
      answered(when, ok.resultCode(), State.TAKEN);
    } else if (outcome instanceof AccountingOutcome.Rejected no) {
      answered(when, no.resultCode(), State.DEAD);
    } else if (outcome instanceof AccountingOutcome.Lost) {
      become(State.LOST);
    } else if (!state.isFinal()) {
      become(State.STORED);
    }
  }

  /**
   * @return whether it was taken
   */
  boolean delivered(Instant when, int code, String by) {
    boolean taken = code / 1000 == 2;
    if (taken) {
      peer = by;
      answered(when, code, State.TAKEN);
    }
    return taken;
  }

  /**
   * @param otherwise what it is without an answer
   */
  void became(Instant when, CreditRequest request, CreditOutcome outcome, State otherwise) {
    if (outcome instanceof CreditOutcome.Answered answered) {
      answered(when, request, answered.answer());
      peer = answered.server() == null ? peer : answered.server();
    } else if (outcome instanceof CreditOutcome.Unusable bad && bad.isSuccess()) {
      overtaken();
    } else if (state == State.SENT) {
      become(otherwise);
    }
  }

  /** As it was told of later than what is known here. */
  void become(RequestRow row) {
    boolean isBackward = row.state() == State.SENT || state == State.TAKEN;
    if (!isBackward) {
      answered = row.answered();
      result = row.result();
      amounts = row.amounts();
      peer = row.peer() == null ? peer : row.peer();
      state = row.state();
    }
  }

  /** The other side knew nothing of its session later. */
  void hasNotArrived() {
    if (!state.isFinal()) {
      become(State.UNANSWERED);
    }
  }

  /** Another request with the same number went out: nobody had got this one. */
  boolean isReplacedBy(Line other) {
    return !state.isFinal() && !type.equals(other.type);
  }

  void answered(Instant when, int code, State becomes) {
    if (state == State.TAKEN) {
      return;
    }
    answered = when;
    result = code;
    become(becomes);
  }

  /** A later one of its session was taken, and they go out in order: this one was, too. */
  void overtaken() {
    if (!state.isFinal()) {
      amounts = amounts.stream().map(Line::wholly).toList();
      become(State.TAKEN);
    }
  }

  void become(State next) {
    if (state != State.TAKEN || next == State.TAKEN) {
      state = next;
    }
  }

  void answered(Instant when, CreditRequest request, CreditAnswer answer) {
    Settlement settlement = Settlement.of(request, answer);
    amounts = amounts.stream().map(amount -> amount(amount, settlement, answer)).toList();
    for (ServiceGrant grant : answer.services()) {
      addGrant(grant);
    }
    answered(when, answer.resultCode(), settlement.isWhole() ? State.TAKEN : State.REFUSED);
  }

  private Amount amount(Amount amount, Settlement settlement, CreditAnswer answer) {
    boolean untaken =
        settlement.untaken().stream()
            .anyMatch(
                usage ->
                    usage.ratingGroup() == amount.group()
                        && java.util.Objects.equals(usage.serviceIdentifier(), amount.service()));
    long granted = amount.granted();
    for (ServiceGrant grant : answer.services()) {
      if (grant.isFor(amount.group(), amount.service()) && grant.granted() != null) {
        granted = grant.granted().get(amount.unit());
      }
    }
    long taken = untaken ? 0 : isEvent() ? debited(amount, granted) : amount.used();
    return new Amount(
        amount.group(),
        amount.service(),
        amount.unit(),
        amount.requested(),
        amount.used(),
        granted,
        taken);
  }

  private static long debited(Amount amount, long granted) {
    return granted > 0 ? granted : amount.requested();
  }

  private static Amount wholly(Amount amount) {
    return new Amount(
        amount.group(),
        amount.service(),
        amount.unit(),
        amount.requested(),
        amount.used(),
        amount.granted(),
        amount.used());
  }

  /** Units of a kind that nobody asked for. */
  private void addGrant(ServiceGrant grant) {
    Units granted = grant.granted();
    Long group = grant.ratingGroup();
    if (granted == null || group == null) {
      return;
    }
    List<Amount> all = new ArrayList<>(amounts);
    for (Map.Entry<UnitType, Long> unit : granted.amounts().entrySet()) {
      if (all.stream()
          .noneMatch(
              each -> each.unit() == unit.getKey() && grant.isFor(each.group(), each.service()))) {
        all.add(
            new Amount(group, grant.serviceIdentifier(), unit.getKey(), 0, 0, unit.getValue(), 0));
      }
    }
    amounts = List.copyOf(all);
  }

  // --- as it stands

  ChargingInterface where() {
    return where;
  }

  String session() {
    return session;
  }

  long number() {
    return number;
  }

  State state() {
    return state;
  }

  long messages() {
    return messages;
  }

  long octets() {
    return octetsIn + octetsOut;
  }

  List<Amount> amounts() {
    return amounts;
  }

  /** May be replaced by a later one before it is sent, and misses nobody then. */
  boolean isProgress() {
    return why.equals("usage") || why.equals("interval");
  }

  /** One request that is a session of its own. */
  boolean isEvent() {
    return isDebit() || isRefund() || type.equals("EVENT");
  }

  boolean isDebit() {
    return type.equals(RequestedAction.DIRECT_DEBITING.name());
  }

  boolean isRefund() {
    return type.equals(RequestedAction.REFUND_ACCOUNT.name());
  }

  /** Nothing is reported by it. */
  boolean movesNoUnits() {
    return type.equals(RequestedAction.CHECK_BALANCE.name())
        || type.equals(RequestedAction.PRICE_ENQUIRY.name());
  }

  /** Whether nobody misses it if it never arrived. */
  boolean reportsNothing() {
    return !isEvent() && amounts.stream().allMatch(amount -> amount.used() == 0);
  }

  boolean isLast() {
    return type.equals("STOP") || type.equals(CreditRequestType.TERMINATION.name()) || isEvent();
  }

  RequestRow row() {
    return new RequestRow(
        where,
        session,
        number,
        type,
        why,
        at,
        answered,
        state,
        result,
        messages,
        octetsIn,
        octetsOut,
        participants,
        amounts,
        peer);
  }
}
