package io.tollgate.whatif;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CutOff;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both charging functions, to whom nothing goes out: the CDF takes everything, and the OCS grants
 * what it is asked for, but to whom the server of the capture refused with 402.
 */
final class WrittenDown implements AccountingPort, CreditPort, CreditLedger {
  private static final int SUCCESS = 2001;
  private static final int CREDIT_LIMIT_REACHED = 4012;
  private static final String CDF = "cdf";
  private static final String OCS = "ocs";

  /** Where a request leaves it to the OCS how much. */
  private static final long GRANT = 10;

  private final CaptureClock clock;
  private final ChargingObserver observer;
  private final List<AccountingRecord> records = new ArrayList<>();
  private final List<CreditRequest> requests = new ArrayList<>();
  private final Map<String, AccountingRecord> owedRecords = new LinkedHashMap<>();
  private final Map<String, CreditRequest> owedRequests = new LinkedHashMap<>();
  private final Map<String, Counted> counters = new HashMap<>();
  private final Set<String> withoutCredit = new HashSet<>();
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

  /**
   * What is owed for sessions that are still up: as the server would close them that dies here and
   * starts again.
   */
  void cutOff() {
    for (AccountingRecord owed : owedRecords.values()) {
      AccountingRecord stop = owed.leavesOpen() ? owed.closing() : owed;
      AccountingRecord complete = CutOff.stop(stop, counters(stop.sessionId()), clock.now());
      records.add(complete);
      observer.answered(complete, SUCCESS, CDF);
    }
    for (CreditRequest owed : owedRequests.values()) {
      CreditRequest complete = CutOff.termination(owed, counters(owed.sessionId()), clock.now());
      requests.add(complete);
      observer.answered(complete, new CreditOutcome.Answered(answer(complete), OCS));
    }
    owedRecords.clear();
    owedRequests.clear();
  }

  private MessageCounters counters(String sessionId) {
    Counted counted = counters.get(sessionId);
    return counted == null ? MessageCounters.ZERO : counted.all();
  }

  @Override
  public boolean submit(
      AccountingRecord record, Runnable durable, Consumer<AccountingOutcome> outcome) {
    records.add(record);
    if (record.leavesOpen()) {
      owedRecords.put(record.sessionId(), record);
    } else {
      owedRecords.remove(record.sessionId());
    }
    clock.execute(
        () -> {
          observer.answered(record, SUCCESS, CDF);
          outcome.accept(new AccountingOutcome.Acknowledged(SUCCESS, null));
        });
    return true;
  }

  @Override
  public boolean journalClosing(AccountingRecord event, Runnable durable) {
    owedRecords.put(event.sessionId(), event);
    return true;
  }

  @Override
  public void checkpoint(AccountingRecord unsent) {
    owedRecords.put(unsent.sessionId(), unsent);
  }

  @Override
  public void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    requests.add(request);
    clock.execute(() -> outcome.accept(new CreditOutcome.Answered(answer(request), OCS)));
  }

  /** Whose request has this Call-ID has nothing to pay with. */
  void hasNoCredit(String callId) {
    withoutCredit.add(callId);
  }

  private CreditAnswer answer(CreditRequest request) {
    if (request.number() == 0
        && request.action() != RequestedAction.REFUND_ACCOUNT
        && withoutCredit.contains(request.service().correlation().incomingCallId())) {
      return CreditAnswer.of(CREDIT_LIMIT_REACHED, null);
    }
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
    owedRequests.put(termination.sessionId(), termination);
    return true;
  }

  @Override
  public UsageLine usageLine(String sessionId) {
    return counters.computeIfAbsent(sessionId, session -> new Counted());
  }

  @Override
  public void settle(String sessionId) {
    owedRequests.remove(sessionId);
  }

  @Override
  public void repeatUntilAnswered(List<CreditRequest> repeated, boolean mayHaveArrived) {
    for (CreditRequest each : repeated) {
      owedRequests.remove(each.sessionId());
      requests.add(each);
      CreditOutcome taken = new CreditOutcome.Answered(answer(each), OCS);
      clock.execute(() -> observer.answered(each, taken));
    }
  }

  @Override
  public void deadLetter(CreditRequest refused, int resultCode, String reason) {
    requests.add(refused);
  }

  /** What a session has come to. */
  private static final class Counted implements UsageLine {
    private final Map<Count, Long> totals = new EnumMap<>(Count.class);

    MessageCounters all() {
      return new MessageCounters(
          of(Count.SENT),
          of(Count.EXPLODED),
          of(Count.SUCCESSFULLY_SENT),
          of(Count.SUCCESSFULLY_EXPLODED),
          of(Count.OCTETS_IN),
          of(Count.OCTETS_OUT));
    }

    private long of(Count what) {
      return totals.getOrDefault(what, 0L);
    }

    @Override
    public void raise(Count what, long total) {
      totals.merge(what, total, Math::max);
    }

    @Override
    public void answered(long number) {
      // Each request is answered before the next message.
    }

    @Override
    public void close() {
      // What is owed says whether it counts.
    }
  }
}
