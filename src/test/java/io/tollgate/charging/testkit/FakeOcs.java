package io.tollgate.charging.testkit;

import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The OCS and the ledger: keeps every request, and answers at once or when told to. */
public final class FakeOcs implements CreditPort, CreditLedger {

  private record Open(CreditRequest request, Consumer<CreditOutcome> told) {}

  public final List<CreditRequest> requests = new ArrayList<>();
  public final List<Failover> failovers = new ArrayList<>();

  /** Requests that the ledger repeats on its own. */
  public final List<CreditRequest> repeated = new ArrayList<>();

  /** Those of them that carry the T flag. */
  public final List<CreditRequest> flagged = new ArrayList<>();

  /** What no OCS took, and an operator is to decide upon. */
  public final List<CreditRequest> deadLetters = new ArrayList<>();

  /** Why something went on that nobody charges. */
  public final List<String> uncharged = new ArrayList<>();

  /** Of each of those, the rating group; null for all. */
  public final List<@Nullable Long> unchargedGroups = new ArrayList<>();

  public final Map<String, CreditRequest> owed = new HashMap<>();
  public final KeptLines lines = new KeptLines();

  /** What is repeated before what is owed. */
  public final Map<String, CreditRequest> owedBefore = new HashMap<>();

  private int endToEnd;
  private final Deque<Open> unanswered = new ArrayDeque<>();
  private final IdentityHashMap<CreditRequest, CreditOutcome> outcomes = new IdentityHashMap<>();
  private @Nullable Function<CreditRequest, CreditOutcome> script;

  /** Answers every request at once. */
  public FakeOcs answering(Function<CreditRequest, CreditAnswer> answers) {
    script = request -> new CreditOutcome.Answered(answers.apply(request));
    return this;
  }

  public FakeOcs granting(long messages) {
    return answering(request -> Answers.granting(request, messages));
  }

  public FakeOcs holdAnswers() {
    script = null;
    return this;
  }

  @Override
  public void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    requests.add(request);
    failovers.add(failover);
    Function<CreditRequest, CreditOutcome> answers = script;
    if (answers == null) {
      unanswered.add(new Open(request, outcome));
    } else {
      CreditOutcome what = answers.apply(request);
      outcomes.put(request, what);
      outcome.accept(what);
    }
  }

  @Override
  public void goesOnUncharged(@Nullable Long ratingGroup, String why) {
    uncharged.add(why);
    unchargedGroups.add(ratingGroup);
  }

  @Override
  public void repeat(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    flagged.add(request);
    send(request, failover, outcome);
  }

  @Override
  public boolean journalClosing(
      @Nullable CreditRequest before, CreditRequest termination, Runnable durable) {
    owed.put(termination.sessionId(), termination);
    if (before == null) {
      owedBefore.remove(termination.sessionId());
    } else {
      owedBefore.put(termination.sessionId(), before);
    }
    durable.run();
    return false;
  }

  @Override
  public UsageLine usageLine(String sessionId) {
    return lines.open(sessionId);
  }

  @Override
  public void settle(String sessionId) {
    owed.remove(sessionId);
    owedBefore.remove(sessionId);
  }

  @Override
  public void repeatUntilAnswered(List<CreditRequest> requests, boolean mayHaveArrived) {
    settle(requests.get(0).sessionId());
    repeated.addAll(requests);
    if (mayHaveArrived) {
      flagged.addAll(requests.stream().filter(CreditRequest::isIdentified).toList());
    }
  }

  @Override
  public void deadLetter(CreditRequest refused, int resultCode, String reason) {
    settle(refused.sessionId());
    deadLetters.add(refused);
  }

  @Override
  public int newEndToEnd() {
    return ++endToEnd;
  }

  /** The node came back: what it was owing is sent, and nobody is told of old answers. */
  public void recover() {
    unanswered.forEach(
        open -> outcomes.put(open.request(), new CreditOutcome.Undeliverable("died", true)));
    unanswered.clear();
    owedBefore.values().stream()
        .filter(request -> request.number() > lines.answered(request.sessionId()))
        .forEach(repeated::add);
    owed.values().forEach(request -> repeated.add(broughtUp(request)));
    owedBefore.clear();
    owed.clear();
    lines.clear();
  }

  /** The last Used-Service-Unit goes as far as the counters that outlived the node. */
  private CreditRequest broughtUp(CreditRequest noted) {
    long kept = lines.sent(noted.sessionId());
    MessageCounters counters = noted.service().messages();
    long more = kept - (counters == null ? 0 : counters.sent());
    if (noted.isIdentified() || kept < 0 || more <= 0) {
      return noted;
    }
    return noted.withServices(
        noted.services().stream()
            .map(
                service -> {
                  if (service.stopped()) {
                    return service;
                  }
                  List<UsedUnits> used = new ArrayList<>(service.used());
                  UsedUnits running = used.remove(used.size() - 1);
                  Units units =
                      running
                          .units()
                          .with(
                              UnitType.SERVICE_SPECIFIC,
                              running.units().get(UnitType.SERVICE_SPECIFIC) + more);
                  used.add(new UsedUnits(units, running.reason(), running.tariff()));
                  return new ServiceUsage(
                      service.ratingGroup(),
                      service.serviceIdentifier(),
                      used,
                      service.requested(),
                      service.reasons(),
                      service.triggers());
                })
            .toList());
  }

  public void answer(CreditAnswer answer) {
    decide(new CreditOutcome.Answered(answer));
  }

  public void decide(CreditOutcome outcome) {
    Open open = unanswered.remove();
    outcomes.put(open.request(), outcome);
    open.told().accept(outcome);
  }

  /** Grants what the oldest unanswered request asks for. */
  public void grant(long messages) {
    Open open = unanswered.element();
    answer(Answers.granting(open.request(), messages));
  }

  /** An answer came that is none, with this Result-Code if it can be told. */
  public void misunderstood(int code) {
    decide(new CreditOutcome.Unusable("nonsense", code, null));
  }

  public void fail(boolean mayHaveBeenProcessed) {
    decide(new CreditOutcome.Undeliverable("no peer", mayHaveBeenProcessed));
  }

  /** What a request was told. */
  public CreditOutcome outcome(CreditRequest request) {
    return Objects.requireNonNull(outcomes.get(request), () -> "no outcome of " + request);
  }

  public void forgetOutcomes() {
    outcomes.clear();
  }

  public int unansweredCount() {
    return unanswered.size();
  }

  public boolean isAnyUnanswered() {
    return !unanswered.isEmpty();
  }

  public @Nullable CreditRequest waiting() {
    Open open = unanswered.peek();
    return open == null ? null : open.request();
  }

  public List<CreditRequestType> types() {
    return requests.stream().map(CreditRequest::type).toList();
  }

  public CreditRequest last() {
    return requests.get(requests.size() - 1);
  }
}
