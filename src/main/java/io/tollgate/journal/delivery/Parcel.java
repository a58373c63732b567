package io.tollgate.journal.delivery;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.journal.store.Kind;
import java.util.function.Consumer;

/** A durable record with the means to send it and whom to tell. */
final class Parcel {

  private final long id;
  private final String session;
  private final Kind kind;
  private final Courier courier;
  private final Consumer<AccountingOutcome> outcome;
  private boolean retransmission;

  Parcel(
      long id,
      String session,
      Kind kind,
      Courier courier,
      boolean retransmission,
      Consumer<AccountingOutcome> outcome) {
    this.id = id;
    this.session = session;
    this.kind = kind;
    this.courier = courier;
    this.retransmission = retransmission;
    this.outcome = outcome;
  }

  long id() {
    return id;
  }

  String session() {
    return session;
  }

  Kind kind() {
    return kind;
  }

  Courier courier() {
    return courier;
  }

  boolean isRetransmission() {
    return retransmission;
  }

  /** From now on every transmission carries the T flag. */
  void mayHaveArrived() {
    retransmission = true;
  }

  void tell(AccountingOutcome what) {
    outcome.accept(what);
  }

  @Override
  public String toString() {
    return kind + " of " + session + " (" + id + ")";
  }
}
