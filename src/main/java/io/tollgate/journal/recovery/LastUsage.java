package io.tollgate.journal.recovery;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import io.tollgate.journal.Kinds;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.json.JsonException;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.usage.FormerUsage;
import io.tollgate.journal.usage.KeptUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings a closing up from its session's last checkpoint to what the session had used when its
 * process died: cumulative counters in a STOP, in a TERMINATION the units used since.
 */
final class LastUsage {

  private static final Logger LOG = LogManager.getLogger(LastUsage.class);

  private final FormerUsage former;
  private final JsonCodec<AccountingRecord> records = new JsonCodec<>(AccountingRecord.class);
  private final JsonCodec<CreditRequest> requests = new JsonCodec<>(CreditRequest.class);

  LastUsage(FormerUsage former) {
    this.former = former;
  }

  /**
   * @param sent it may have been sent
   */
  record Closing(Kind kind, String body, boolean sent) {}

  /** The request of this number was answered, and its units were taken. */
  boolean isAnswered(String session, long number) {
    KeptUsage kept = former.of(session);
    return kept != null && number <= kept.answered();
  }

  /**
   * @param endToEnds identifiers for requests that were never sent
   */
  Closing closing(ClosingRecord orphan, IntSupplier endToEnds) {
    KeptUsage kept = former.of(orphan.session());
    try {
      return orphan.channel() == ChargingInterface.CH1
          ? closing(records.read(orphan.body()), kept, endToEnds)
          : closing(requests.read(orphan.body()), kept, endToEnds);
    } catch (JsonException e) {
      LOG.warn("{} is closed as it was noted: {}", orphan.session(), e.getMessage());
      Kind kind = orphan.channel() == ChargingInterface.CH2 ? Kind.TERMINATION : Kind.STOP;
      return new Closing(kind, orphan.body(), true);
    }
  }

  private Closing closing(AccountingRecord last, @Nullable KeptUsage kept, IntSupplier endToEnds) {
    AccountingRecord stop = last.leavesOpen() ? last.closing() : last;
    AccountingRecord complete = kept == null ? stop : stop(stop, kept);
    return new Closing(Kinds.of(stop), records.write(complete.identified(endToEnds)), false);
  }

  /** One that was on its way already says what it has to say. */
  private Closing closing(CreditRequest owed, @Nullable KeptUsage kept, IntSupplier endToEnds) {
    boolean sent = owed.isIdentified();
    CreditRequest complete = sent || kept == null ? owed : termination(owed, kept);
    return new Closing(Kinds.of(owed), requests.write(complete.identified(endToEnds)), sent);
  }

  void forget() {
    former.delete();
  }

  private static AccountingRecord stop(AccountingRecord owed, KeptUsage kept) {
    return new AccountingRecord(
        owed.sessionId(),
        owed.type(),
        owed.number(),
        later(owed.eventTime(), kept.aliveUntil()),
        owed.reason(),
        owed.service().withMessages(counted(owed.service().messages()).atLeast(kept.counters())),
        owed.peers());
  }

  private static CreditRequest termination(CreditRequest owed, KeptUsage kept) {
    MessageCounters noted = counted(owed.service().messages());
    MessageCounters all = noted.atLeast(kept.counters());
    return new CreditRequest(
        owed.sessionId(),
        owed.type(),
        owed.number(),
        later(owed.eventTime(), kept.aliveUntil()),
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
