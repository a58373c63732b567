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

/** Makes parcels of records, live ones and stored ones. */
public final class Parcels {

  private final AccountingSender accounting;
  private final CreditSender credit;
  private final JsonCodec<AccountingRecord> records = new JsonCodec<>(AccountingRecord.class);
  private final JsonCodec<CreditRequest> requests = new JsonCodec<>(CreditRequest.class);

  public Parcels(AccountingSender accounting, CreditSender credit) {
    this.accounting = accounting;
    this.credit = credit;
  }

  /** A record that has just been made, and never been sent. */
  Parcel live(Pending stored, AccountingRecord record, Consumer<AccountingOutcome> outcome) {
    return new Parcel(
        stored.id(),
        stored.session(),
        stored.kind(),
        new AccountingCourier(accounting, record),
        false,
        outcome);
  }

  /** A request that may have been sent before it was handed over. */
  Parcel live(Pending stored, Repetition repetition) {
    return new Parcel(
        stored.id(),
        stored.session(),
        stored.kind(),
        new CreditCourier(credit, repetition.request()),
        repetition.mayHaveArrived(),
        outcome -> {});
  }

  /** What of it nobody took, to be stored in its place. */
  Pending rest(Parcel parcel, CreditRequest rest, Instant now) {
    return new Pending(
        parcel.id(),
        ChargingInterface.CH2,
        parcel.session(),
        rest.number(),
        parcel.kind(),
        now,
        true,
        requests.write(rest));
  }

  /**
   * A record from disk.
   *
   * @throws io.tollgate.journal.json.JsonException if it cannot be read
   */
  Parcel stored(Pending stored) {
    Courier courier =
        switch (stored.channel()) {
          case CH1 -> new AccountingCourier(accounting, records.read(stored.body()));
          case CH2 -> new CreditCourier(credit, requests.read(stored.body()));
        };
    return new Parcel(
        stored.id(), stored.session(), stored.kind(), courier, stored.sent(), outcome -> {});
  }
}
