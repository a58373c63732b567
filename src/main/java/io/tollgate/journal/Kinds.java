package io.tollgate.journal;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.journal.store.Kind;

/** What a request is to the store. */
final class Kinds {

  private Kinds() {}

  static Kind of(AccountingRecord record) {
    return switch (record.type()) {
      case EVENT -> Kind.EVENT;
      case START -> Kind.START;
      case STOP -> Kind.STOP;
      case INTERIM -> record.reason().isProgress() ? Kind.PROGRESS : Kind.INTERIM;
    };
  }

  static Kind of(CreditRequest request) {
    if (request.type() == CreditRequestType.TERMINATION) {
      return Kind.TERMINATION;
    }
    return request.action() == RequestedAction.REFUND_ACCOUNT ? Kind.REFUND : Kind.DEBIT;
  }
}
