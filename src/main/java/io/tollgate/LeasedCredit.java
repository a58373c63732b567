package io.tollgate;

import io.tollgate.charging.CreditPort;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.Failover;
import io.tollgate.cluster.Lease;
import io.tollgate.journal.CreditSender;
import java.util.function.Consumer;

/** Nothing goes to an OCS for a node that another may have taken over. */
final class LeasedCredit implements CreditPort, CreditSender {
  private final CreditPort port;
  private final CreditSender sender;
  private final Lease lease;

  LeasedCredit(WatchedCredit credit, Lease lease) {
    this.port = credit;
    this.sender = credit;
    this.lease = lease;
  }

  @Override
  public int newEndToEnd() {
    return port.newEndToEnd();
  }

  @Override
  public void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    if (isHeldOrTold(outcome)) {
      port.send(request, failover, outcome);
    }
  }

  @Override
  public void repeat(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    if (isHeldOrTold(outcome)) {
      port.repeat(request, failover, outcome);
    }
  }

  @Override
  public void late(CreditRequest request) {
    port.late(request);
  }

  @Override
  public void send(CreditRequest request, boolean retransmission, Consumer<CreditOutcome> outcome) {
    if (isHeldOrTold(outcome)) {
      sender.send(request, retransmission, outcome);
    }
  }

  private boolean isHeldOrTold(Consumer<CreditOutcome> outcome) {
    boolean held = lease.isHeld();
    if (!held) {
      outcome.accept(new CreditOutcome.Undeliverable("the lease of this node is over", false));
    }
    return held;
  }
}
