package io.tollgate.journal;

import io.tollgate.charging.record.AccountingRecord;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Senders of accounting records that number their requests from 1 on. */
public final class Senders {

  private Senders() {}

  public static AccountingSender of(Function<AccountingRecord, AccountingSender.Prepared> prepare) {
    AtomicInteger last = new AtomicInteger();
    return new AccountingSender() {
      @Override
      public int newEndToEnd() {
        return last.incrementAndGet();
      }

      @Override
      public Prepared prepare(AccountingRecord record) {
        return prepare.apply(record);
      }
    };
  }
}
