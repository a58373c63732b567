package io.tollgate.journal.delivery;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.journal.store.Kind;
import java.util.function.Consumer;

/** A durable record with the means to send it and whom to tell. */
final class OutboxEntry {

  private final long id;
  private final String session;
  private final Kind kind;
  private final Transmitter transmitter;
  private final Consumer<AccountingOutcome> outcome;
  private boolean retransmission;

  OutboxEntry(
      long id,
      String session,
      Kind kind,
      Transmitter transmitter,
      boolean retransmission,
      Consumer<AccountingOutcome> outcome) {
    this.id = id;
    this.session = session;
    this.kind = kind;
    this.transmitter = transmitter;
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

  Transmitter transmitter() {
    return transmitter;
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
