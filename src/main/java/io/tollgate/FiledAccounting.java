package io.tollgate;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.journal.AccountingDelivery;
import io.tollgate.journal.AccountingSender;
import io.tollgate.ledger.cdr.CdrFiles;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accounting records go into charging data records, too, or into those alone where there is no CDF.
 * A record has an answer once both have it, so that the journal repeats it to whoever missed it.
 */
final class FiledAccounting implements AccountingSender {
  private static final int SUCCESS = 2001;

  private final AccountingSender sender;
  private final CdrFiles files;
  private final BooleanSupplier hasCdf;

  FiledAccounting(AccountingSender sender, CdrFiles files, BooleanSupplier hasCdf) {
    this.sender = sender;
    this.files = files;
    this.hasCdf = hasCdf;
  }

  @Override
  public int newEndToEnd() {
    return sender.newEndToEnd();
  }

  @Override
  public Prepared prepare(AccountingRecord record) {
    if (!hasCdf.getAsBoolean()) {
      return (retransmission, cdf, outcome) ->
          files.hand(record, kept -> outcome.accept(kept ? taken() : missed()));
    }
    Prepared prepared = sender.prepare(record);
    return (retransmission, cdf, outcome) -> {
      Both both = new Both(outcome);
      files.hand(record, both::filed);
      prepared.send(retransmission, cdf, both::answered);
    };
  }

  private static AccountingDelivery taken() {
    return new AccountingDelivery.Answered(SUCCESS, null, null, "cdr.directory");
  }

  private static AccountingDelivery missed() {
    return new AccountingDelivery.Unanswered("charging data records cannot be written", false);
  }

  /** Waits for the file and for the CDF. */
  private static final class Both {
    private final Consumer<AccountingDelivery> outcome;
    private @Nullable Boolean filed;
    private @Nullable AccountingDelivery answer;

    Both(Consumer<AccountingDelivery> outcome) {
      this.outcome = outcome;
    }

    void filed(boolean kept) {
      AccountingDelivery both;
      synchronized (this) {
        filed = kept;
        both = together(filed, answer);
      }
      tell(both);
    }

    void answered(AccountingDelivery delivery) {
      AccountingDelivery both;
      synchronized (this) {
        answer = delivery;
        both = together(filed, answer);
      }
      tell(both);
    }

    private static @Nullable AccountingDelivery together(
        @Nullable Boolean kept, @Nullable AccountingDelivery answer) {
      if (kept == null || answer == null) {
        return null;
      }
      return kept || answer instanceof AccountingDelivery.Unanswered
          ? answer
          : new AccountingDelivery.Unanswered(
              "the CDF answered, but charging data records cannot be written", true);
    }

    private void tell(@Nullable AccountingDelivery both) {
      if (both != null) {
        outcome.accept(both);
      }
    }
  }
}
