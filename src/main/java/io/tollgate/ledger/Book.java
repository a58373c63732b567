package io.tollgate.ledger;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.observer.Arrows;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CauseCode;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.ledger.RequestRow.State;
import io.tollgate.ledger.SessionRow.End;
import io.tollgate.ledger.SessionRow.Ids;
import io.tollgate.ledger.SessionRow.Service;
import io.tollgate.ledger.SessionRow.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one session while it changes. Told by its observers what happens, one thing
 * after the other; confined to the ledger's thread.
 */
final class Book extends Arrows {
  private static final int MOST_STEPS = 500;
  private static final int MOST_LINES = 5_000;
  private static final int MOST_PARTIES = 1_000;
  private static final long LEAST_PAUSE_MILLIS = 1_000;
  private static final long PAUSE_PER_LINE = 10;

  private final long id;
  private final Instant began;
  private final Service service;
  private final Ids terms;
  private final UnaryOperator<String> text;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Set<String> chargingSessions = new LinkedHashSet<>();
  private final Set<String> unsavedChargingSessions = new LinkedHashSet<>();
  private final List<StepRow> kept = new ArrayList<>();
  private List<UsageRow> usage = List.of();
  private final Set<String> unsavedParties = new LinkedHashSet<>();
  private final Set<String> parties = new LinkedHashSet<>();
  private Who who;
  private Instant now;
  private @Nullable Instant ended;
  private @Nullable String outgoingCallId;
  private @Nullable String offlineId;
  private @Nullable String onlineId;
  private Outcome outcome = Outcome.OPEN;
  private int status;
  private @Nullable Integer cause;
  private @Nullable String reason;
  private MessageCounters counters = MessageCounters.ZERO;
  private long seconds;
  private int participants;
  private long steps;
  private Balance balance = Balance.OPEN;
  private @Nullable String difference;
  private Uncharged uncharged = Uncharged.NOTHING;
  private @Nullable String cut;
  private boolean blind;
  private boolean counted;
  private @Nullable Instant savedAt;
  private long toldFrom;

  /**
   * @param text what may be kept of a text from outside
   */
  Book(Note.Begun begun, UnaryOperator<String> text) {
    this(begun.id(), begun.began(), begun.service(), begun.who(), begun.ids(), text);
    outgoingCallId = begun.ids().outgoingCallId();
    add(who);
  }

  /** Of a session that is known by one of its requests only. */
  static Book knownByRequest(long id, Note.Begun told, UnaryOperator<String> text) {
    Book book = noted(id, told, text);
    book.outcome = Outcome.INTERRUPTED;
    book.ended = told.began();
    return book;
  }

  /** As it was noted before its server died. */
  static Book noted(long id, Note.Begun begun, UnaryOperator<String> text) {
    Book book = new Book(id, begun.began(), begun.service(), begun.who(), begun.ids(), text);
    book.outgoingCallId = begun.ids().outgoingCallId();
    book.add(book.who);
    book.blind = true;
    return book;
  }

  /** What is noted of a session. */
  static Note.Begun note(long id, Instant began, SessionTerms terms, Identities identities) {
    return new Note.Begun(
        id,
        began,
        new Service(
            terms.profile(), terms.kind(), terms.function(), terms.nodeRole(), terms.sessionType()),
        who(terms.parties(), terms.groupName(), identities),
        ids(terms.correlation()));
  }

  /** What is noted of one that is known by one of its requests only. */
  static Note.Begun note(Instant began, ServiceInformation told, Identities identities) {
    return new Note.Begun(
        Note.UNKNOWN,
        began,
        new Service(
            told.profile(), told.kind(), told.function(), told.nodeRole(), told.sessionType()),
        who(told.parties(), told.groupName(), identities),
        ids(told.correlation()));
  }

  private Book(
      long id, Instant began, Service service, Who who, Ids ids, UnaryOperator<String> text) {
    this.id = id;
    this.began = began;
    this.now = began;
    this.service = service;
    this.who = who;
    this.terms = ids;
    this.text = text;
  }

  /** As it was kept. */
  Book(SessionStory story, Collection<String> parties, Kept kept, UnaryOperator<String> text) {
    this(story.row(), text);
    this.parties.addAll(parties);
    this.kept.addAll(story.steps());
    usage = story.usage();
    steps = kept.steps();
    uncharged = kept.uncharged();
    blind = kept.blind();
    story.requests().forEach(each -> add(new Line(each)));
    unsavedChargingSessions.clear();
    counted = balance != Balance.OPEN;
  }

  private Book(SessionRow row, UnaryOperator<String> text) {
    this(row.id(), row.began(), row.service(), row.who(), row.ids(), text);
    ended = row.ended();
    outgoingCallId = row.ids().outgoingCallId();
    offlineId = row.ids().offline();
    onlineId = row.ids().online();
    outcome = row.end().outcome();
    status = row.end().status();
    cause = row.end().cause();
    reason = row.end().reason();
    counters = row.counters();
    seconds = row.seconds();
    participants = row.participants();
    balance = row.balance();
    difference = row.difference();
  }

  /** What is kept beside a row and is of use to the ledger alone. */
  record Kept(long steps, Uncharged uncharged, boolean blind) {}

  private static Who who(Parties parties, @Nullable String group, Identities identities) {
    return new Who(
        identities.of(parties.chargedParty()),
        identities.of(parties.calling().get(0)),
        identities.of(parties.called()),
        group == null ? null : identities.of(group));
  }

  private static Ids ids(Correlation correlation) {
    return new Ids(
        correlation.icid(),
        correlation.incomingCallId(),
        correlation.outgoingCallId(),
        correlation.conversationId(),
        null,
        null);
  }

  private void add(Who all) {
    party(all.payer());
    party(all.caller());
    party(all.callee());
  }

  private void party(String identity) {
    if (parties.size() < MOST_PARTIES && parties.add(identity)) {
      unsavedParties.add(identity);
    }
  }

  private static String key(String session, long number) {
    return session + '#' + number;
  }

  // --- what happens

  /** What is told next happened then. */
  Book at(Instant when) {
    now = when;
    return this;
  }

  /** Something of it was not told. */
  void missed() {
    blind = true;
  }

  /** As the media plane has it now. */
  void measured(ChargingIds ids, MessageCounters counted, long used) {
    offlineId = ids.offline() == null ? offlineId : ids.offline();
    onlineId = ids.online() == null ? onlineId : ids.online();
    counters = counters.atLeast(counted);
    seconds = Math.max(seconds, used);
  }

  void identified(String callId) {
    outgoingCallId = callId;
  }

  void present(Roster roster, Identities identities) {
    participants = Math.max(participants, roster.count());
    for (Participant participant : roster.participants()) {
      if (parties.size() < MOST_PARTIES) {
        party(identities.of(participant.uri()));
      }
    }
  }

  @Override
  protected void arrow(String from, String to, String what, String meaning) {
    steps++;
    if (steps <= MOST_STEPS) {
      kept.add(new StepRow(now, from, to, what, text.apply(meaning)));
    }
  }

  @Override
  public void refused(Procedure procedure, Refusal refusal) {
    super.refused(procedure, refusal);
    switch (procedure) {
      case INITIATE_ONE_TO_ONE,
          INITIATE_GROUP,
          LARGE_MESSAGE,
          FILE_TRANSFER,
          PAGE_MESSAGE,
          PAGE_MESSAGE_TO_MANY,
          DEFERRED_SUBMISSION,
          DEFERRED_RETRIEVAL,
          DEFERRED_RETRIEVAL_CHARGED -> {
        status = refusal.status();
        end(Outcome.REFUSED, text.apply(refusal.reason()));
      }
      default -> {}
    }
  }

  @Override
  public void endedByCharging(Refusal why) {
    super.endedByCharging(why);
    cut = text.apply(why.reason());
  }

  @Override
  public void completed(Procedure procedure, ChargingEvent event) {
    switch (procedure) {
      case END -> over(cut == null ? Outcome.ENDED : Outcome.CUT, event);
      case RELEASE -> over(cut == null ? Outcome.RELEASED : Outcome.CUT, event);
      case NODE_FAILURE -> over(Outcome.NODE_FAILURE, event);
      case INITIATION_FAILED -> over(Outcome.FAILED, event);
      case PAGE_MESSAGE, PAGE_MESSAGE_TO_MANY, DEFERRED_RETRIEVAL, DEFERRED_RETRIEVAL_CHARGED ->
          over(arrived(event) ? Outcome.DELIVERED : Outcome.UNDELIVERED, event);
      case DEFERRED_SUBMISSION -> over(Outcome.STORED, event);
      case PAGE_MESSAGE_FAILED, DEFERRED_EXPIRY -> over(Outcome.UNDELIVERED, event);
      case PAGE_MESSAGE_DENIED -> over(Outcome.REFUSED, event);
      default -> {}
    }
  }

  private static boolean arrived(ChargingEvent event) {
    Integer told = event.causeCode();
    return told == null || told <= CauseCode.NORMAL_END;
  }

  private void over(Outcome how, ChargingEvent event) {
    cause = event.causeCode() == null ? cause : event.causeCode();
    String header = event.reasonHeader();
    end(how, cut != null ? cut : header == null ? null : text.apply(header));
  }

  private void end(Outcome how, @Nullable String why) {
    if (outcome != Outcome.REFUSED) {
      outcome = how;
    }
    reason = why == null ? reason : why;
    ended = now;
  }

  /** The server died while it was up. */
  void interrupted(Instant when) {
    outcome = Outcome.INTERRUPTED;
    blind = true;
    ended = when;
  }

  @Override
  public void goesOnUncharged(@Nullable Long ratingGroup, String why) {
    super.goesOnUncharged(ratingGroup, why);
    uncharged = uncharged.with(ratingGroup);
  }

  // --- requests

  private @Nullable Line line(String session, long number) {
    return lines.get(key(session, number));
  }

  private void add(Line line) {
    if (lines.size() < MOST_LINES) {
      lines.putIfAbsent(key(line.session(), line.number()), line);
      if (chargingSessions.add(line.session())) {
        unsavedChargingSessions.add(line.session());
      }
    } else {
      blind = true;
    }
  }

  @Override
  public void recorded(AccountingRecord record) {
    super.recorded(record);
    add(new Line(record));
    String outgoing = record.service().correlation().outgoingCallId();
    if (outgoing != null) {
      identified(outgoing);
    }
  }

  @Override
  public void recorded(AccountingRecord record, AccountingOutcome result) {
    super.recorded(record, result);
    Line line = line(record.sessionId(), record.number());
    if (line != null) {
      line.became(now, result);
    }
  }

  /** As the journal sent it, perhaps long after the session. */
  void delivered(AccountingRecord record, int resultCode, String peer) {
    if (isMissing(new Line(record))) {
      adopt(record.service());
    }
    Line line = made(new Line(record));
    if (line.delivered(now, resultCode, peer)) {
      overtake(ChargingInterface.CH1, record.sessionId(), record.number());
    }
  }

  /**
   * A request as it stood when the process died that told of it. Its notes are in the order in
   * which they were told.
   */
  void noted(RequestRow row) {
    made(new Line(row)).become(row);
    if (row.state() == State.TAKEN) {
      settled(row.where(), row.session(), row.number(), row.result());
    }
  }

  /** A number stands for what went out with it: one that died before it was sent is replaced. */
  private Line made(Line fresh) {
    Line there = line(fresh.session(), fresh.number());
    if (there != null && !(blind && there.isReplacedBy(fresh))) {
      return there;
    }
    if (there != null) {
      lines.put(key(fresh.session(), fresh.number()), fresh);
    } else {
      add(fresh);
    }
    return fresh;
  }

  private boolean isMissing(Line fresh) {
    return line(fresh.session(), fresh.number()) == null;
  }

  private void settled(ChargingInterface where, String session, long number, int code) {
    if (code / 1000 == 2) {
      overtake(where, session, number);
    } else {
      // DIAMETER_UNKNOWN_SESSION_ID and the like: nothing of the session had arrived before.
      for (Line line : lines.values()) {
        if (line.number() < number && line.session().equals(session)) {
          line.hasNotArrived();
        }
      }
    }
  }

  /** Made by another process than the one that had the session. */
  private void adopt(ServiceInformation told) {
    if (told.messages() != null) {
      counters = counters.atLeast(told.messages());
    }
    cause = told.causeCode() == null ? cause : told.causeCode();
  }

  private void overtake(ChargingInterface where, String session, long number) {
    if (blind && number > 0 && line(session, 0) == null) {
      add(Line.begun(where, session, began));
    }
    for (Line line : lines.values()) {
      if (line.number() < number && line.session().equals(session)) {
        line.overtaken();
      }
    }
  }

  @Override
  public void requested(CreditRequest request, boolean again) {
    super.requested(request, again);
    made(request).become(State.SENT);
  }

  private Line made(CreditRequest request) {
    return made(new Line(request));
  }

  @Override
  public void stored(CreditRequest request) {
    super.stored(request);
    made(request).become(State.STORED);
  }

  @Override
  public void buried(CreditRequest refused, int resultCode, String why) {
    super.buried(refused, resultCode, why);
    made(refused).become(State.DEAD);
  }

  @Override
  public void requested(CreditRequest request, CreditOutcome result) {
    super.requested(request, result);
    answered(request, result, State.UNANSWERED);
  }

  /** As the journal repeated it, perhaps long after the session. */
  void delivered(CreditRequest request, CreditOutcome result) {
    if (line(request.sessionId(), request.number()) == null) {
      adopt(request.service());
    }
    answered(request, result, State.STORED);
  }

  private void answered(CreditRequest request, CreditOutcome result, State otherwise) {
    Line line = made(request);
    line.became(now, request, result, otherwise);
    if (result instanceof CreditOutcome.Answered answered) {
      if (line.state() == State.TAKEN) {
        settled(
            ChargingInterface.CH2,
            request.sessionId(),
            request.number(),
            answered.answer().resultCode());
      }
    }
  }

  /** As the journal decided. */
  void became(String session, long number, State state) {
    Line line = line(session, number);
    if (line != null) {
      line.become(state);
    }
  }

  // --- as it stands

  /**
   * Compares what is known by now.
   *
   * @param last what does not add up by now is a difference
   * @return null while it is up
   */
  @Nullable Reconciliation reconcile(boolean last) {
    if (ended == null) {
      return null;
    }
    Reconciliation found =
        Reconciliation.of(
            new Reconciliation.Facts(
                List.copyOf(lines.values()),
                counters,
                seconds,
                outcome == Outcome.DELIVERED || outcome == Outcome.STORED,
                cut == null && outcome != Outcome.REFUSED ? uncharged : Uncharged.NOTHING,
                blind));
    usage = found.usage();
    difference = last ? found.difference() : null;
    if (last) {
      balance = difference == null ? Balance.EVEN : Balance.DIFFERENT;
    } else {
      balance = found.isEven() ? Balance.EVEN : Balance.OPEN;
    }
    return found;
  }

  /**
   * Something was not told here because the server died, and nothing waits any more.
   *
   * @param waits whether the journal has anything of a charging session
   * @param noted whether answers that came outlived the process
   * @return whether there was any such
   */
  boolean assume(Predicate<String> waits, boolean noted) {
    boolean assumed = false;
    if (blind) {
      for (Line line : List.copyOf(lines.values())) {
        if (!line.state().isFinal() && !waits.test(line.session())) {
          assume(line, noted);
          assumed = true;
        }
      }
    }
    return assumed;
  }

  /**
   * What the journal makes sure of was answered, as it is not there any more. The first record of a
   * session that was not had not got there yet, and nothing goes out before it has. What reports
   * nothing is not repeated, so nobody knows.
   */
  private void assume(Line line, boolean noted) {
    if (line.where() == ChargingInterface.CH2 && line.reportsNothing()) {
      line.become(State.UNANSWERED);
    } else if (noted && line.where() == ChargingInterface.CH1 && isAlone(line)) {
      lines.remove(key(line.session(), line.number()));
    } else {
      line.overtaken();
    }
  }

  private boolean isAlone(Line line) {
    return line.state() == State.SENT
        && lines.values().stream().filter(each -> each.session().equals(line.session())).count()
            == 1;
  }

  /** Whether that may change yet, as the journal still has something of it. */
  boolean mayBeAssumed(Predicate<String> waits) {
    return blind
        && lines.values().stream()
            .anyMatch(line -> !line.state().isFinal() && waits.test(line.session()));
  }

  /** Whether its sums are told now, for the first time. */
  boolean count() {
    boolean first = !counted && balance != Balance.OPEN;
    counted |= first;
    return first;
  }

  void forget(String identity) {
    who = who.without(identity);
    parties.remove(identity);
    unsavedParties.remove(identity);
  }

  long id() {
    return id;
  }

  @Nullable Instant ended() {
    return ended;
  }

  Balance balance() {
    return balance;
  }

  /** Session-Ids of its requests, by which more is heard of it later. */
  Set<String> chargingSessions() {
    return chargingSessions;
  }

  Set<String> unsavedChargingSessions() {
    return unsavedChargingSessions;
  }

  List<RequestRow> requests() {
    return lines.values().stream().map(Line::row).toList();
  }

  List<StepRow> steps() {
    return kept;
  }

  List<UsageRow> usage() {
    return usage;
  }

  Set<String> parties() {
    return parties;
  }

  Set<String> unsavedParties() {
    return unsavedParties;
  }

  void saved(Instant when) {
    savedAt = when;
    unsavedChargingSessions.clear();
    unsavedParties.clear();
  }

  /** Where the notes of what is not saved of it begin. */
  long toldFrom() {
    return toldFrom;
  }

  void toldFrom(long position) {
    toldFrom = position;
  }

  Kept kept() {
    return new Kept(steps, uncharged, blind);
  }

  /**
   * Whether what changed can wait: all of a session is written at once, and of one that lasts that
   * is much. What begins or ends is written at once.
   */
  boolean canWait(Instant until) {
    return ended == null
        && savedAt != null
        && until.isBefore(savedAt.plusMillis(LEAST_PAUSE_MILLIS + PAUSE_PER_LINE * lines.size()));
  }

  SessionRow row() {
    return new SessionRow(
        id,
        began,
        ended,
        service,
        who,
        new Ids(
            terms.icid(),
            terms.callId(),
            outgoingCallId,
            terms.conversationId(),
            offlineId,
            onlineId),
        new End(outcome, status, cause, reason),
        counters,
        seconds,
        participants,
        balance,
        difference);
  }
}
