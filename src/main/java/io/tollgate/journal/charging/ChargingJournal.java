package io.tollgate.journal.charging;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.journal.AccountingSender;
import io.tollgate.journal.CreditSender;
import io.tollgate.journal.Environment;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.Kinds;
import io.tollgate.journal.commit.Completion;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.delivery.DeliveryEngine;
import io.tollgate.journal.delivery.OutboxEntries;
import io.tollgate.journal.delivery.Repetition;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.limits.FreeSpace;
import io.tollgate.journal.limits.StorageGuard;
import io.tollgate.journal.recovery.Recovery;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.DeadLetter;
import io.tollgate.journal.store.JournalCounts;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.KeptDialog;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.usage.UsageFile;
import io.tollgate.journal.usage.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The journal as charging sees it: what is handed over here is delivered, whatever dies. */
public final class ChargingJournal implements AccountingPort, CreditLedger, AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(ChargingJournal.class);
  private static final Duration FAREWELL = Duration.ofSeconds(3);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final Environment environment;
  private final JournalWriter writer;
  private final DeliveryEngine delivery;
  private final StorageGuard guard;
  private final RecordIds ids;
  private final IntSupplier endToEnds;
  private final UsageFile usage;
  private final JsonCodec<AccountingRecord> records = new JsonCodec<>(AccountingRecord.class);
  private final JsonCodec<CreditRequest> requests = new JsonCodec<>(CreditRequest.class);

  private volatile boolean closed;

  public ChargingJournal(
      JournalPolicy policy,
      Environment environment,
      JournalWriter writer,
      AccountingSender accounting,
      CreditSender credit,
      FreeSpace disk,
      UsageFile usage) {
    this.environment = environment;
    this.writer = writer;
    this.delivery =
        new DeliveryEngine(
            policy.delivery(), environment, writer, new OutboxEntries(accounting, credit));
    this.guard = new StorageGuard(policy.limits(), disk, writer, environment);
    this.ids = new RecordIds();
    this.endToEnds = accounting::newEndToEnd;
    this.usage = usage;
  }

  /** Opens the journal; what former processes left behind is taken up in the background. */
  public void start() throws JournalException {
    writer.start();
    ids.startAfter(writer.journal().lastId());
    tend();
    new Recovery(
            writer,
            environment,
            ids::next,
            endToEnds,
            usage.boot(),
            usage.former(),
            delivery::wake,
            () -> {})
        .start();
    delivery.start();
    guard.start();
  }

  private void tend() {
    if (!closed) {
      usage.tend(environment.clock().instant());
      environment.timers().schedule(HEARTBEAT, () -> environment.thread().execute(this::tend));
    }
  }

  @Override
  public UsageLine usageLine(String sessionId) {
    return usage.open(sessionId);
  }

  @Override
  public boolean submit(
      AccountingRecord made, Runnable durable, Consumer<AccountingOutcome> outcome) {
    AccountingRecord record = made.identified(endToEnds);
    String body;
    try {
      body = records.write(record);
    } catch (RuntimeException e) {
      String why = unwritable(record.type() + " " + record.number(), record.sessionId(), e);
      environment.thread().execute(() -> outcome.accept(new AccountingOutcome.Lost(why)));
      return false;
    }
    Pending stored =
        new Pending(
            ids.next(),
            ChargingInterface.CH1,
            record.sessionId(),
            record.number(),
            Kinds.of(record),
            environment.clock().instant(),
            delivery.isOpen(),
            body);
    delivery.announce(stored.id());
    return writer.submit(
        changes(stored, record),
        onDeliveryThread(
            news -> {
              if (news) {
                durable.run();
              }
              delivery.offer(stored, record, outcome);
            },
            why -> {
              delivery.withdraw(stored.id());
              outcome.accept(new AccountingOutcome.Lost(why));
            }));
  }

  private String unwritable(String what, String session, RuntimeException why) {
    environment
        .alarms()
        .raise(
            JournalAlarm.RECORD_UNWRITABLE,
            "%s of %s is lost, it has no written form: %s".formatted(what, session, why));
    return "record without a written form: " + why;
  }

  /**
   * Keeps where a dialog stands with the next commit: with what is charged for it, if that comes
   * after.
   *
   * @param settled run on the writer's thread once it is kept, or cannot be kept anywhere
   */
  public void keepDialog(KeptDialog dialog, Runnable settled) {
    writer.submitLazily(
        List.of(new Change.KeepDialog(dialog)),
        new Completion() {
          @Override
          public void kept(boolean news) {
            settled.run();
          }

          @Override
          public void lost(String why) {
            settled.run();
          }
        });
  }

  public void forgetDialog(String id) {
    writer.submitLazily(List.of(new Change.ForgetDialog(id)), Completion.NONE);
  }

  @Override
  public void commitNow() {
    writer.commitNow();
  }

  private List<Change> changes(Pending stored, AccountingRecord record) {
    List<Change> changes = new ArrayList<>(3);
    if (stored.kind() == Kind.PROGRESS && !stored.sent()) {
      changes.add(new Change.Supersede(stored.session(), stored.id()));
    }
    changes.add(new Change.Append(stored));
    if (record.leavesOpen()) {
      changes.add(new Change.KeepClosing(owed(record, stored.body())));
    } else if (record.type() == RecordType.STOP || mayBeOwed(record)) {
      changes.add(new Change.Settle(stored.session()));
    }
    return changes;
  }

  /** Only these are under way for a while before their one record is made. */
  private static boolean mayBeOwed(AccountingRecord event) {
    return event.service().kind() == ServiceKind.LARGE_MESSAGE
        || event.service().function() == FunctionRole.CONTROLLING;
  }

  @Override
  public boolean journalClosing(AccountingRecord event, Runnable durable) {
    return writer.submit(
        List.of(new Change.KeepClosing(owed(event, records.write(event)))), durably(durable));
  }

  private ClosingRecord owed(AccountingRecord last, String body) {
    return new ClosingRecord(
        last.sessionId(),
        ChargingInterface.CH1,
        last.leavesOpen() ? last.number() + 1 : last.number(),
        usage.boot(),
        environment.clock().instant(),
        body);
  }

  @Override
  public void checkpoint(AccountingRecord unsent) {
    ClosingRecord owed = owed(unsent, records.write(unsent));
    writer.submitLazily(List.of(new Change.KeepClosing(owed)), Completion.NONE);
  }

  /** A note that cannot be kept holds up nobody: an alarm has been raised. */
  @Override
  public boolean journalClosing(
      @Nullable CreditRequest unanswered, CreditRequest termination, Runnable durable) {
    ClosingRecord owed =
        new ClosingRecord(
            termination.sessionId(),
            ChargingInterface.CH2,
            termination.number(),
            usage.boot(),
            environment.clock().instant(),
            requests.write(termination),
            unanswered == null ? null : requests.write(unanswered));
    return writer.submit(List.of(new Change.KeepClosing(owed)), durably(durable));
  }

  private Completion durably(Runnable durable) {
    return new Completion() {
      @Override
      public void kept(boolean news) {
        if (news) {
          environment.thread().execute(durable);
        }
      }

      @Override
      public void lost(String why) {
        environment.thread().execute(durable);
      }
    };
  }

  @Override
  public void settle(String sessionId) {
    writer.submit(List.of(new Change.Settle(sessionId)), Completion.NONE);
  }

  @Override
  public void repeatUntilAnswered(List<CreditRequest> repeated, boolean mayHaveArrived) {
    Map<Pending, Repetition> stored = new LinkedHashMap<>();
    List<Change> changes = new ArrayList<>(repeated.size() + 1);
    for (CreditRequest made : repeated) {
      CreditRequest request = made.identified(endToEnds);
      Pending pending = pending(request);
      stored.put(
          pending,
          new Repetition(request, made.isIdentified(), made.isIdentified() && mayHaveArrived));
      delivery.announce(pending.id());
      changes.add(new Change.Append(pending));
    }
    changes.add(new Change.Settle(repeated.get(0).sessionId()));
    writer.submit(
        changes,
        onDeliveryThread(
            news -> stored.forEach(delivery::offer),
            why -> stored.keySet().forEach(each -> delivery.withdraw(each.id()))));
  }

  @Override
  public void deadLetter(CreditRequest refused, int resultCode, String reason) {
    Pending stored = pending(refused);
    Instant now = environment.clock().instant();
    writer.submit(
        List.of(
            new Change.Append(stored),
            new Change.Bury(stored.id(), resultCode, reason, now),
            new Change.Settle(refused.sessionId())),
        Completion.NONE);
    delivery.countRefused();
    environment.tellOfDeadLetter(
        ChargingInterface.CH2,
        resultCode,
        refused.sessionId(),
        refused.number(),
        String.valueOf(refused.service().correlation().icid()),
        stored.kind().name(),
        reason);
  }

  private Pending pending(CreditRequest request) {
    return new Pending(
        ids.next(),
        ChargingInterface.CH2,
        request.sessionId(),
        request.number(),
        Kinds.of(request),
        environment.clock().instant(),
        true,
        requests.write(request));
  }

  private Completion onDeliveryThread(Consumer<Boolean> kept, Consumer<String> lost) {
    return new Completion() {
      @Override
      public void kept(boolean news) {
        environment.thread().execute(() -> kept.accept(news));
      }

      @Override
      public void lost(String why) {
        environment.thread().execute(() -> lost.accept(why));
      }
    };
  }

  public JournalStatus status() {
    return new JournalStatus(
        writer.buffered(),
        guard.fill(),
        guard.shed(),
        delivery.counters().acknowledged(),
        delivery.counters().retransmitted(),
        delivery.counters().refused(),
        delivery.status());
  }

  /** Whether records of that session wait for their answer; also where that cannot be told. */
  public boolean waits(String session) {
    try {
      return writer.journal().hasPending(session);
    } catch (JournalException e) {
      return true;
    }
  }

  /** New records may have to wait for the store. */
  public boolean isStoreAway() {
    return writer.isStoreAway();
  }

  /** How far the open sessions have come, to be copied to where others can read it. */
  public Map<Long, UsageRow> usageRows() {
    return usage.rows();
  }

  /** An id for a record that was made elsewhere. */
  public long nextId() {
    return ids.next();
  }

  /** Records that nobody took, with a greater id, by id. */
  public List<DeadLetter> deadLetters(long afterId, int limit) throws JournalException {
    return writer.journal().deadLetters(afterId, limit);
  }

  /**
   * A dead letter goes among the records that wait again; the next pass through them finds it.
   *
   * @return whether it is on disk among them; false where the disk fails
   */
  public CompletableFuture<Boolean> requeue(long id) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    writer.submit(
        List.of(new Change.Requeue(id)),
        new Completion() {
          @Override
          public void kept(boolean news) {
            guard.lookAtDeadLetters();
            done.complete(true);
          }

          @Override
          public void lost(String why) {
            done.complete(false);
          }
        });
    return done;
  }

  /** What lies on disk, counted now. */
  public JournalCounts counts() throws JournalException {
    return writer.journal().counts();
  }

  /**
   * Lets records that are on their way be answered, for a moment, those that gather too. What is
   * pending then stays for the next process.
   */
  @Override
  public void close() {
    closed = true;
    guard.stop();
    writer.commitNow();
    try {
      delivery.quiet().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("Records without an answer at the end, kept for the next start");
    } catch (InterruptedException e) {
      LOG.warn("Stopped without waiting for answers: interrupted");
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.warn("Stopped without waiting for answers: {}", e.toString());
    }
    delivery.stop();
    writer.close();
  }
}
