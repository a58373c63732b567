package io.tollgate.journal.recovery;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CutOff;
import io.tollgate.journal.Kinds;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.json.JsonException;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.usage.FormerUsage;
import io.tollgate.journal.usage.KeptUsage;
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
    AccountingRecord complete =
        kept == null ? stop : CutOff.stop(stop, kept.counters(), kept.aliveUntil());
    return new Closing(Kinds.of(stop), records.write(complete.identified(endToEnds)), false);
  }

  /** One that was on its way already says what it has to say. */
  private Closing closing(CreditRequest owed, @Nullable KeptUsage kept, IntSupplier endToEnds) {
    boolean sent = owed.isIdentified();
    CreditRequest complete =
        sent || kept == null ? owed : CutOff.termination(owed, kept.counters(), kept.aliveUntil());
    return new Closing(Kinds.of(owed), requests.write(complete.identified(endToEnds)), sent);
  }

  void forget() {
    former.delete();
  }
}
