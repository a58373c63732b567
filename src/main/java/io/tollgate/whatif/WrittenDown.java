package io.tollgate.whatif;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both charging functions, of whom nothing goes out: the CDF takes everything, and the OCS grants
 * what it is asked for.
 */
final class WrittenDown implements AccountingPort, CreditPort, CreditLedger {
  private static final int SUCCESS = 2001;

  /** Where a request leaves it to the OCS how much. */
  private static final long GRANT = 10;

  private final CaptureClock clock;
  private final ChargingObserver observer;
  private final List<AccountingRecord> records = new ArrayList<>();
  private final List<CreditRequest> requests = new ArrayList<>();
  private int identifiers = 1;

  WrittenDown(CaptureClock clock, ChargingObserver observer) {
    this.clock = clock;
    this.observer = observer;
  }

  List<AccountingRecord> records() {
    return records;
  }

  List<CreditRequest> requests() {
    return requests;
  }

  @Override
  public boolean submit(
      AccountingRecord record, Runnable durable, Consumer<AccountingOutcome> outcome) {
    records.add(record);
    clock.execute(
        () -> {
          observer.answered(record, SUCCESS, "cdf");
          outcome.accept(new AccountingOutcome.Acknowledged(SUCCESS, null));
        });
    return true;
  }

  @Override
  public boolean journalClosing(AccountingRecord event, Runnable durable) {
    return true;
  }

  @Override
  public void checkpoint(AccountingRecord unsent) {
    // No process that could die has it.
  }

  @Override
  public void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    requests.add(request);
    clock.execute(() -> outcome.accept(new CreditOutcome.Answered(answer(request), "ocs")));
  }

  private static CreditAnswer answer(CreditRequest request) {
    List<ServiceGrant> grants = new ArrayList<>();
    for (ServiceUsage service : request.services()) {
      Units asked = service.requested();
      if (asked != null) {
        grants.add(
            new ServiceGrant(
                service.ratingGroup(),
                service.serviceIdentifier(),
                SUCCESS,
                asked.isEmpty() ? Units.of(UnitType.SERVICE_SPECIFIC, GRANT) : asked,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false));
      }
    }
    return new CreditAnswer(SUCCESS, grants, null, null, null, null, null, null, null, null);
  }

  @Override
  public void repeat(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    send(request, failover, outcome);
  }

  @Override
  public int newEndToEnd() {
    return identifiers++;
  }

  @Override
  public boolean journalClosing(
      @Nullable CreditRequest unanswered, CreditRequest termination, Runnable durable) {
    return true;
  }

  @Override
  public UsageLine usageLine(String sessionId) {
    return UsageLine.NONE;
  }

  @Override
  public void settle(String sessionId) {
    // Nothing is owed to anybody.
  }

  @Override
  public void repeatUntilAnswered(List<CreditRequest> repeated, boolean mayHaveArrived) {
    for (CreditRequest each : repeated) {
      requests.add(each);
      CreditOutcome taken = new CreditOutcome.Answered(answer(each), "ocs");
      clock.execute(() -> observer.answered(each, taken));
    }
  }

  @Override
  public void deadLetter(CreditRequest refused, int resultCode, String reason) {
    requests.add(refused);
  }
}
