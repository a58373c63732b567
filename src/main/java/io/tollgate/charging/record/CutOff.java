package io.tollgate.charging.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is owed for a session from its last checkpoint up to what the session had used when
 * nobody heard of it any more: cumulative counters in a STOP, in a TERMINATION the units used
 * since.
 */
public final class CutOff {
  private CutOff() {}

  /**
   * @param counters what the session had come to
   * @param alive when it was last seen
   */
  public static AccountingRecord stop(
      AccountingRecord owed, MessageCounters counters, Instant alive) {
    return new AccountingRecord(
        owed.sessionId(),
        owed.type(),
        owed.number(),
        later(owed.eventTime(), alive),
        owed.reason(),
        owed.service().withMessages(counted(owed.service().messages()).atLeast(counters)),
        owed.peers());
  }

  /**
   * @param counters what the session had come to
   * @param alive when it was last seen
   */
  public static CreditRequest termination(
      CreditRequest owed, MessageCounters counters, Instant alive) {
    MessageCounters noted = counted(owed.service().messages());
    MessageCounters all = noted.atLeast(counters);
    return new CreditRequest(
        owed.sessionId(),
        owed.type(),
        owed.number(),
        later(owed.eventTime(), alive),
        owed.action(),
        owed.services().stream().map(service -> used(service, noted, all)).toList(),
        owed.terminationCause(),
        owed.refundInformation(),
        owed.service().withMessages(all),
        owed.peers());
  }

  /** The last Used-Service-Unit is the one that still ran: after a tariff change, if there was. */
  private static ServiceUsage used(
      ServiceUsage service, MessageCounters noted, MessageCounters all) {
    if (service.used().isEmpty() || service.stopped()) {
      return service;
    }
    List<UsedUnits> used = new ArrayList<>(service.used());
    UsedUnits running = used.remove(used.size() - 1);
    Units units = running.units();
    for (UnitType type : units.amounts().keySet()) {
      units = units.with(type, units.get(type) + amount(all, type) - amount(noted, type));
    }
    used.add(new UsedUnits(units, running.reason(), running.tariff()));
    return new ServiceUsage(
        service.ratingGroup(),
        service.serviceIdentifier(),
        used,
        service.requested(),
        service.reasons(),
        service.triggers());
  }

  /** Time is charged up to the last checkpoint: nobody knows whether it ran on. */
  private static long amount(MessageCounters counters, UnitType type) {
    return switch (type) {
      case SERVICE_SPECIFIC -> counters.sent();
      case INPUT_OCTETS -> counters.octetsIn();
      case OUTPUT_OCTETS -> counters.octetsOut();
      case TOTAL_OCTETS -> counters.octetsIn() + counters.octetsOut();
      case TIME -> 0;
    };
  }

  private static MessageCounters counted(@Nullable MessageCounters counters) {
    return counters == null ? MessageCounters.ZERO : counters;
  }

  /** A clock that was set back in between moves nothing. */
  private static Instant later(Instant noted, Instant alive) {
    return alive.isAfter(noted) ? alive : noted;
  }
}
