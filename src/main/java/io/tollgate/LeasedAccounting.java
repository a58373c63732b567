package io.tollgate;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.cluster.Lease;
import io.tollgate.journal.AccountingDelivery;
import io.tollgate.journal.AccountingSender;

/** Nothing goes to a CDF for a node that another may have taken over. */
record LeasedAccounting(AccountingSender sender, Lease lease) implements AccountingSender {

  @Override
  public int newEndToEnd() {
    return sender.newEndToEnd();
  }

  @Override
  public Prepared prepare(AccountingRecord record) {
    Prepared ready = sender.prepare(record);
    return (retransmission, cdf, outcome) -> {
      if (lease.isHeld()) {
        ready.send(retransmission, cdf, outcome);
      } else {
        outcome.accept(new AccountingDelivery.Unanswered("the lease of this node is over", false));
      }
    };
  }
}
