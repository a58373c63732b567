package io.tollgate.charging.enabler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.Settlement;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.testkit.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of all that the CDF and the OCS were told, once everything has come to rest. */
final class Invariants {

  private final World world;

  Invariants(World world) {
    this.world = world;
  }

  void assertNothingIsStuck() {
    assertThat(world.cdf.isAnyUnanswered()).isFalse();
    assertThat(world.ocs.isAnyUnanswered()).isFalse();
    assertThat(world.enabler.openCreditSessions()).isZero();
    assertThat(world.time.pendingTimers()).isZero();
    assertThat(world.cdf.owed).isEmpty();
    assertThat(world.ocs.owed).isEmpty();
    assertThat(world.cdf.lines.isEmpty()).as("lines of records").isTrue();
    assertThat(world.ocs.lines.isEmpty()).as("lines of credit").isTrue();
  }

  /** One beginning, one end, numbers that rise by one, over restarts too. */
  void assertRecordsAreWhole() {
    Map<String, List<AccountingRecord>> sessions = new LinkedHashMap<>();
    world.cdf.records.forEach(
        record ->
            sessions.computeIfAbsent(record.sessionId(), id -> new ArrayList<>()).add(record));
    sessions.values().forEach(Invariants::assertIsWhole);
  }

  private static void assertIsWhole(List<AccountingRecord> records) {
    if (records.get(0).type() == RecordType.EVENT) {
      assertThat(records).hasSize(1);
      return;
    }
    assertThat(records.get(0).type()).isEqualTo(RecordType.START);
    assertThat(records.get(records.size() - 1).type()).isEqualTo(RecordType.STOP);
    for (int i = 0; i < records.size(); i++) {
      assertThat(records.get(i).number()).isEqualTo(i);
    }
    assertThat(records.subList(1, records.size() - 1))
        .allMatch(record -> record.type() == RecordType.INTERIM);
  }

  /** INITIAL first, numbers that rise by one, and one TERMINATION where the OCS needs one. */
  void assertRequestsAreWhole() {
    Map<String, List<CreditRequest>> sessions = new LinkedHashMap<>();
    distinct(world.ocs.requests)
        .forEach(
            request ->
                sessions
                    .computeIfAbsent(request.sessionId(), id -> new ArrayList<>())
                    .add(request));
    sessions.forEach(this::assertIsWhole);
  }

  /** One that is sent again is the same. */
  private static Set<CreditRequest> distinct(List<CreditRequest> requests) {
    Set<CreditRequest> all = new LinkedHashSet<>();
    requests.forEach(all::add);
    return all;
  }

  /** Each has a number and an End-to-End Identifier of its own, whoever finds duplicates by it. */
  void assertNothingIsADuplicate() {
    Set<CreditRequest> all = distinct(world.ocs.requests);
    all.addAll(world.ocs.repeated);
    assertThat(all.stream().map(request -> request.sessionId() + " " + request.number()))
        .doesNotHaveDuplicates();
    assertThat(all.stream().filter(CreditRequest::isIdentified).map(CreditRequest::endToEnd))
        .doesNotHaveDuplicates();
  }

  private void assertIsWhole(String id, List<CreditRequest> requests) {
    assertThat(requests.get(0).type()).isEqualTo(CreditRequestType.INITIAL);
    for (int i = 0; i < requests.size(); i++) {
      assertThat(requests.get(i).number()).isEqualTo(i);
    }
    List<CreditRequest> all = new ArrayList<>(requests);
    for (CreditRequest repeated : world.ocs.repeated) {
      if (repeated.sessionId().equals(id) && !requests.contains(repeated)) {
        assertThat(repeated.number()).as("number of %s", repeated).isEqualTo(all.size());
        all.add(repeated);
      }
    }
    if (isDenied(requests) && isRepeated(requests)) {
      // Opened in place of a lost one, and the node died before that one's usage was seen to.
      return;
    }
    assertThat(all.stream().filter(Invariants::isTermination).count())
        .as("terminations of %s: %s", id, all.stream().map(CreditRequest::type).toList())
        .isEqualTo(mustEnd(requests) ? 1 : 0);
  }

  /**
   * A session is open at the OCS unless that refused it, lost it, or certainly never heard of it.
   */
  private boolean mustEnd(List<CreditRequest> requests) {
    CreditOutcome first = world.ocs.outcome(requests.get(0));
    if (first instanceof CreditOutcome.Undeliverable undeliverable) {
      return undeliverable.mayHaveBeenProcessed();
    }
    if (first instanceof CreditOutcome.Unusable) {
      return true;
    }
    if (code(first) != 2001) {
      return false;
    }
    CreditRequest lastUpdate =
        requests.stream()
            .filter(request -> request.type() == CreditRequestType.UPDATE)
            .reduce((one, other) -> other)
            .orElse(requests.get(0));
    int last = code(world.ocs.outcome(lastUpdate));
    boolean lostAndReplaced =
        last == 5002
            && requests.stream().noneMatch(Invariants::isTermination)
            && !isRepeated(requests);
    return last != 4011 && !lostAndReplaced;
  }

  private boolean isDenied(List<CreditRequest> requests) {
    CreditOutcome first = world.ocs.outcome(requests.get(0));
    return first instanceof CreditOutcome.Answered answered && !answered.answer().isSuccess()
        || first instanceof CreditOutcome.Undeliverable lost && !lost.mayHaveBeenProcessed();
  }

  private boolean isRepeated(List<CreditRequest> requests) {
    return world.ocs.repeated.stream()
        .anyMatch(repeated -> repeated.sessionId().equals(requests.get(0).sessionId()));
  }

  /** Messages in all reports that the OCS took, or has yet to, and in the dead letters. */
  long reportedMessages(long ratingGroup) {
    Set<CreditRequest> reports = Collections.newSetFromMap(new IdentityHashMap<>());
    world.ocs.requests.stream().filter(this::isTaken).forEach(reports::add);
    reports.addAll(world.ocs.repeated);
    reports.addAll(world.ocs.deadLetters);
    return reports.stream().mapToLong(report -> usage(report, ratingGroup)).sum()
        + partlyTaken(ratingGroup);
  }

  /** Of a request that was taken in part, what was taken. */
  private long partlyTaken(long ratingGroup) {
    long taken = 0;
    Set<CreditRequest> once = Collections.newSetFromMap(new IdentityHashMap<>());
    once.addAll(world.ocs.requests);
    for (CreditRequest request : once) {
      if (world.ocs.outcome(request) instanceof CreditOutcome.Answered answered) {
        Settlement settlement = Settlement.of(request, answered.answer());
        if (!settlement.isWhole() && !world.ocs.repeated.contains(request)) {
          taken +=
              usage(request, ratingGroup)
                  - usage(request.withServices(settlement.untaken()), ratingGroup);
        }
      }
    }
    return taken;
  }

  private boolean isTaken(CreditRequest request) {
    CreditOutcome outcome = world.ocs.outcome(request);
    return outcome instanceof CreditOutcome.Answered answered
            && Settlement.of(request, answered.answer()).isWhole()
        || outcome instanceof CreditOutcome.Unusable bad && bad.isSuccess();
  }

  private static boolean isTermination(CreditRequest request) {
    return request.type() == CreditRequestType.TERMINATION;
  }

  private static int code(CreditOutcome outcome) {
    return outcome instanceof CreditOutcome.Answered answered ? answered.answer().resultCode() : 0;
  }

  private static long usage(CreditRequest request, long ratingGroup) {
    return request.services().stream()
        .filter(service -> service.ratingGroup() == ratingGroup)
        .flatMap(service -> service.used().stream())
        .mapToLong(used -> used.units().get(UnitType.SERVICE_SPECIFIC))
        .sum();
  }
}
