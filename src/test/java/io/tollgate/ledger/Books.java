package io.tollgate.ledger;

import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.observer.ObservedSession;
import io.tollgate.charging.observer.SessionWatch;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.testkit.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Charging without a network, a ledger that keeps books of it, and what an operator hears. */
final class Books implements ChargingObserver, LedgerNews, AutoCloseable {
  static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);

  final World world;
  final Path file;
  final List<String> news = new ArrayList<>();

  /** Charging sessions that the journal has something of. */
  final Set<String> waiting = new TreeSet<>();

  Ledger ledger;
  private final LedgerPolicy policy;
  private final IdentityForm form;

  Books(Path folder, Set<ChargingInterface> interfaces) {
    this(folder, ChargingPolicy.standard(interfaces), LedgerPolicy.DEFAULT, IdentityForm.CLEAR);
  }

  Books(Path folder, ChargingPolicy charging, LedgerPolicy policy, IdentityForm form) {
    this.file = folder.resolve("history.db");
    this.policy = policy;
    this.form = form;
    world = new World(charging, this);
    ledger = open();
  }

  private Ledger open() {
    return Ledger.open(file, policy, form, KEY, clock(), this, waiting::contains);
  }

  InstantSource clock() {
    return () -> world.time.now();
  }

  /** The ledger's process dies with what it had not written, and comes back. */
  void die() {
    world.restart();
    ledger = open();
  }

  SqliteHistory history() {
    ledger.tick();
    return SqliteHistory.open(file, form, KEY);
  }

  SessionStory only() {
    try (SqliteHistory history = history()) {
      List<SessionRow> all = history.search(Search.all());
      if (all.size() != 1) {
        throw new AssertionError("sessions: " + all);
      }
      return history.session(all.get(0).id()).orElseThrow();
    }
  }

  void pass(Duration span) {
    ledger.tick();
    world.time.pass(span);
    ledger.tick();
  }

  @Override
  public void close() {
    ledger.close();
  }

  // --- what charging tells

  @Override
  public @Nullable SessionWatch opened(ObservedSession session) {
    return ledger.opened(session);
  }

  @Override
  public void answered(AccountingRecord record, int resultCode, String peer) {
    ledger.answered(record, resultCode, peer);
  }

  @Override
  public void answered(CreditRequest request, CreditOutcome outcome) {
    ledger.answered(request, outcome);
  }

  @Override
  public void deadLetter(
      ChargingInterface where, String session, long number, int resultCode, String reason) {
    ledger.deadLetter(where, session, number, resultCode, reason);
  }

  @Override
  public void dropped(ChargingInterface where, String session, long number, String why) {
    ledger.dropped(where, session, number, why);
  }

  // --- what an operator hears

  @Override
  public void reconciled(SessionRow session, List<UsageRow> usage, List<RequestRow> requests) {
    news.add("reconciled " + session.end().outcome());
  }

  @Override
  public void different(SessionRow session, long sessions) {
    news.add("different " + sessions + ": " + session.difference());
  }

  @Override
  public void even() {
    news.add("even");
  }

  @Override
  public void writeFailed(String why) {
    news.add("failed");
  }

  @Override
  public void writesAgain() {
    news.add("writes again");
  }

  @Override
  public void overflowed(long missed) {
    news.add("missed " + missed);
  }

  static Instant at(String time) {
    return Instant.parse("2026-01-01T" + time + "Z");
  }
}
