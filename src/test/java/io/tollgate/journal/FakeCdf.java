package io.tollgate.journal;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.RecordType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Two charging functions behind one sender; each answers as told, at once or when told to. */
final class FakeCdf implements AccountingSender {

  static final AccountingDelivery SUCCESS = answer(2001);
  static final AccountingDelivery TIMEOUT = new AccountingDelivery.Unanswered("timeout", true);
  static final AccountingDelivery NO_PEER = new AccountingDelivery.Unanswered("no peer", false);

  record Transmission(
      String session, RecordType type, long number, boolean retransmission, CdfChoice cdf) {}

  private record Held(Transmission transmission, Consumer<AccountingDelivery> outcome) {}

  final List<Transmission> seen = new ArrayList<>();
  final List<AccountingRecord> records = new ArrayList<>();
  private final Deque<Held> held = new ArrayDeque<>();
  private Function<Transmission, AccountingDelivery> behaviour = transmission -> SUCCESS;
  private boolean holding;

  private int endToEnd;

  @Override
  public int newEndToEnd() {
    return ++endToEnd;
  }

  static AccountingDelivery answer(int code) {
    return new AccountingDelivery.Answered(code, null, null, "cdf.example");
  }

  synchronized void always(AccountingDelivery delivery) {
    behaviour = transmission -> delivery;
  }

  synchronized void on(Function<Transmission, AccountingDelivery> each) {
    behaviour = each;
  }

  synchronized void hold() {
    holding = true;
  }

  synchronized void release() {
    holding = false;
    while (!held.isEmpty()) {
      Held next = held.remove();
      next.outcome().accept(behaviour.apply(next.transmission()));
    }
  }

  @Override
  public Prepared prepare(AccountingRecord record) {
    return (retransmission, cdf, outcome) -> {
      records.add(record);
      send(
          new Transmission(record.sessionId(), record.type(), record.number(), retransmission, cdf),
          outcome);
    };
  }

  private synchronized void send(Transmission transmission, Consumer<AccountingDelivery> outcome) {
    seen.add(transmission);
    if (holding) {
      held.add(new Held(transmission, outcome));
    } else {
      outcome.accept(behaviour.apply(transmission));
    }
  }

  synchronized List<String> brief() {
    return seen.stream()
        .map(
            t -> t.session() + " " + t.type() + " " + t.number() + (t.retransmission() ? " T" : ""))
        .toList();
  }
}
