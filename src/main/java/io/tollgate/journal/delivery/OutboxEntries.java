package io.tollgate.journal.delivery;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.journal.AccountingSender;
import io.tollgate.journal.CreditSender;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.store.Pending;
import java.time.Instant;
import java.util.function.Consumer;

/** Makes entries of records, live ones and stored ones. */
public final class OutboxEntries {

  private final AccountingSender accounting;
  private final CreditSender credit;
  private final JsonCodec<AccountingRecord> records = new JsonCodec<>(AccountingRecord.class);
  private final JsonCodec<CreditRequest> requests = new JsonCodec<>(CreditRequest.class);

  public OutboxEntries(AccountingSender accounting, CreditSender credit) {
    this.accounting = accounting;
    this.credit = credit;
  }

  /** A record that has just been made, and never been sent. */
  OutboxEntry live(Pending stored, AccountingRecord record, Consumer<AccountingOutcome> outcome) {
    return new OutboxEntry(
        stored.id(),
        stored.session(),
        stored.kind(),
        new AccountingTransmitter(accounting, record),
        false,
        outcome);
  }

  /** A request that may have been sent before it was handed over. */
  OutboxEntry live(Pending stored, Repetition repetition) {
    return new OutboxEntry(
        stored.id(),
        stored.session(),
        stored.kind(),
        new CreditTransmitter(credit, repetition.request()),
        repetition.mayHaveArrived(),
        outcome -> {});
  }

  /** What of it nobody took, to be stored in its place. */
  Pending rest(OutboxEntry entry, CreditRequest rest, Instant now) {
    return new Pending(
        entry.id(),
        ChargingInterface.CH2,
        entry.session(),
        rest.number(),
        entry.kind(),
        now,
        true,
        requests.write(rest));
  }

  /**
   * A record from disk.
   *
   * @throws io.tollgate.journal.json.JsonException if it cannot be read
   */
  OutboxEntry stored(Pending stored) {
    Transmitter transmitter =
        switch (stored.channel()) {
          case CH1 -> new AccountingTransmitter(accounting, records.read(stored.body()));
          case CH2 -> new CreditTransmitter(credit, requests.read(stored.body()));
        };
    return new OutboxEntry(
        stored.id(), stored.session(), stored.kind(), transmitter, stored.sent(), outcome -> {});
  }
}
