package io.tollgate.journal;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.journal.store.Kind;

/** What a request is to the store. */
public final class Kinds {

  private Kinds() {}

  public static Kind of(AccountingRecord record) {
    return switch (record.type()) {
      case EVENT -> Kind.EVENT;
      case START -> Kind.START;
      case STOP -> Kind.STOP;
      case INTERIM -> record.reason().isProgress() ? Kind.PROGRESS : Kind.INTERIM;
    };
  }

  public static Kind of(CreditRequest request) {
    return switch (request.type()) {
      case TERMINATION -> Kind.TERMINATION;
      case INITIAL, UPDATE -> Kind.UPDATE;
      case EVENT -> request.action() == RequestedAction.REFUND_ACCOUNT ? Kind.REFUND : Kind.DEBIT;
    };
  }
}
