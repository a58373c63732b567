package io.tollgate.charging.enabler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.testkit.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    world.ocs.requests.forEach(
        request ->
            sessions.computeIfAbsent(request.sessionId(), id -> new ArrayList<>()).add(request));
    sessions.forEach(this::assertIsWhole);
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

  private boolean isRepeated(List<CreditRequest> requests) {
    return world.ocs.repeated.stream()
        .anyMatch(repeated -> repeated.sessionId().equals(requests.get(0).sessionId()));
  }

  /** Messages in all reports that the OCS has acknowledged, or has yet to. */
  long reportedMessages() {
    long reported = 0;
    for (CreditRequest request : world.ocs.requests) {
      reported += counts(request) || world.ocs.repeated.contains(request) ? usage(request) : 0;
    }
    for (CreditRequest repeated : world.ocs.repeated) {
      reported += world.ocs.requests.contains(repeated) ? 0 : usage(repeated);
    }
    return reported;
  }

  private boolean counts(CreditRequest request) {
    if (isTermination(request)) {
      return true;
    }
    int code = code(world.ocs.outcome(request));
    return code == 2001 || code == 4010 || code == 4012 || code == 4011;
  }

  private static boolean isTermination(CreditRequest request) {
    return request.type() == CreditRequestType.TERMINATION;
  }

  private static int code(CreditOutcome outcome) {
    return outcome instanceof CreditOutcome.Answered answered ? answered.answer().resultCode() : 0;
  }

  private static long usage(CreditRequest request) {
    return request.services().stream()
        .flatMap(service -> service.used().stream())
        .mapToLong(used -> used.units().get(UnitType.SERVICE_SPECIFIC))
        .sum();
  }
}
