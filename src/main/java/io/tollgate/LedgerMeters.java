package io.tollgate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerNews;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.SessionRow;
import io.tollgate.ledger.UsageRow;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** What operators hear of the ledger: sums as metrics, alarms as metrics and lines. */
final class LedgerMeters implements LedgerNews {
  private static final Logger LOG = LogManager.getLogger(LedgerMeters.class);

  /** While a charging function is away, thousands of sessions wait: some of them are told. */
  private static final long TOLD_ONE_BY_ONE = 20;

  private static final int MOST_PEERS = 100;

  private final MeterRegistry meters;
  private final Set<String> peers = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean failing = new AtomicBoolean();

  LedgerMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void watch(Ledger ledger) {
    Gauge.builder("tollgate.ledger.different", ledger, Ledger::different)
        .description("Sessions whose usage is not what was acknowledged")
        .register(meters);
    Gauge.builder("tollgate.ledger.queued", ledger, Ledger::queued)
        .description("Events that wait to be written to the history")
        .register(meters);
    FunctionCounter.builder("tollgate.ledger.missed", ledger, Ledger::missed)
        .description("Events that were not kept: they came faster than they could be written")
        .register(meters);
    Gauge.builder("tollgate.ledger.failing", failing, on -> on.get() ? 1 : 0)
        .description("1 while the history cannot be written")
        .register(meters);
    Gauge.builder("tollgate.ledger.damaged", ledger, now -> now.isAfterDamage() ? 1 : 0)
        .description("1 where the history's file was damaged at the start, and it began anew")
        .register(meters);
  }

  @Override
  public void reconciled(SessionRow session, List<UsageRow> usage, List<RequestRow> requests) {
    requests.forEach(this::add);
    for (UsageRow row : usage) {
      add(session, row, "used", row.used());
      add(session, row, "reported", row.reported());
      add(session, row, "acknowledged", row.acknowledged());
      add(session, row, "dead", row.dead());
      add(session, row, "lost", row.lost());
      add(session, row, "difference", Math.abs(row.difference()));
    }
  }

  private void add(SessionRow session, UsageRow row, String what, long amount) {
    Counter.builder("tollgate.ledger.units")
        .tag("what", what)
        .tag("interface", row.where() == ChargingInterface.CH1 ? "rf" : "ro")
        .tag("service", session.service().kind().name().toLowerCase(Locale.ROOT))
        .tag("unit", row.unit().toLowerCase(Locale.ROOT))
        .description("Units of sessions that are over: used, reported, acknowledged and so on")
        .register(meters)
        .increment((double) amount);
  }

  private void add(RequestRow request) {
    if (request.state() != RequestRow.State.TAKEN) {
      return;
    }
    if (request.where() == ChargingInterface.CH1) {
      taken(request, "records", 1);
    }
    for (RequestRow.Amount amount : request.amounts()) {
      if (amount.taken() > 0) {
        taken(request, amount.unit().name(), amount.taken());
      }
    }
  }

  private void taken(RequestRow request, String unit, long amount) {
    Counter.builder("tollgate.ledger.taken")
        .tag("peer", named(request.peer()))
        .tag("interface", request.where() == ChargingInterface.CH1 ? "rf" : "ro")
        .tag("unit", unit.toLowerCase(Locale.ROOT))
        .description("Records and units of sessions that are over, by who took them")
        .register(meters)
        .increment((double) amount);
  }

  /** Names come from outside: so many and no more. */
  private String named(@Nullable String peer) {
    if (peer == null) {
      return "unknown";
    }
    return peers.contains(peer) || peers.size() < MOST_PEERS && peers.add(peer) ? peer : "other";
  }

  @Override
  public void different(SessionRow session, long sessions) {
    if (sessions <= TOLD_ONE_BY_ONE || sessions % 1_000 == 0) {
      LOG.error(
          "ALARM LEDGER_DIFFERENCE: session {} (Call-ID {}, ICID {}): {}; {} sessions differ, see"
              + " bin/tollgate ledger search --different",
          session.id(),
          session.ids().callId(),
          session.ids().icid(),
          session.difference(),
          sessions);
    }
  }

  @Override
  public void even() {
    LOG.warn("CLEAR LEDGER_DIFFERENCE: no session differs any more");
  }

  @Override
  public void writeFailed(String why) {
    failing.set(true);
    LOG.error("ALARM HISTORY_FAILED: the history cannot be written: {}; calls go on", why);
  }

  @Override
  public void writesAgain() {
    failing.set(false);
    LOG.warn("CLEAR HISTORY_FAILED: the history is written again");
  }

  @Override
  public void overflowed(long missed) {
    LOG.error("history: {} events were not kept since the start; calls go on", missed);
  }
}
