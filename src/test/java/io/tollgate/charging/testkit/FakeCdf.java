package io.tollgate.charging.testkit;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.RecordType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The journal with the CDF behind it: keeps every record, and answers at once or when told to. */
public final class FakeCdf implements AccountingPort {

  private record Open(
      AccountingRecord record, Runnable durable, Consumer<AccountingOutcome> told) {}

  public final List<AccountingRecord> records = new ArrayList<>();
  public final Map<String, AccountingRecord> owed = new HashMap<>();
  public final KeptLines lines = new KeptLines();
  private final Deque<Open> unanswered = new ArrayDeque<>();
  private boolean answersAtOnce = true;
  private boolean committedNow;
  private @Nullable Duration interval;

  public FakeCdf holdAnswers() {
    answersAtOnce = false;
    return this;
  }

  public FakeCdf askForInterims(Duration every) {
    interval = every;
    return this;
  }

  @Override
  public boolean submit(
      AccountingRecord record, Runnable durable, Consumer<AccountingOutcome> outcome) {
    records.add(record);
    if (record.leavesOpen()) {
      owed.put(record.sessionId(), record.closing());
    } else {
      owed.remove(record.sessionId());
    }
    unanswered.add(new Open(record, durable, outcome));
    if (answersAtOnce) {
      durable();
      answer(acknowledged());
    }
    return false;
  }

  @Override
  public boolean journalClosing(AccountingRecord event, Runnable durable) {
    owed.put(event.sessionId(), event);
    return true;
  }

  @Override
  public void commitNow() {
    committedNow = true;
  }

  /** Whether the session asked for that since it was asked last. */
  public boolean wasCommittedNow() {
    boolean was = committedNow;
    committedNow = false;
    return was;
  }

  @Override
  public UsageLine usageLine(String sessionId) {
    return lines.open(sessionId);
  }

  @Override
  public void checkpoint(AccountingRecord unsent) {
    owed.put(unsent.sessionId(), unsent.closing());
  }

  /** The node came back: what it was owing is recorded, and nobody is told of old answers. */
  public void recover() {
    unanswered.clear();
    records.addAll(owed.values());
    owed.clear();
    lines.clear();
  }

  public void durable() {
    unanswered.forEach(open -> open.durable().run());
  }

  public AccountingOutcome acknowledged() {
    return new AccountingOutcome.Acknowledged(2001, interval);
  }

  /** Answers the oldest record that has no answer yet. */
  public void answer(AccountingOutcome outcome) {
    unanswered.remove().told().accept(outcome);
  }

  public boolean isAnyUnanswered() {
    return !unanswered.isEmpty();
  }

  public List<RecordType> types() {
    return records.stream().map(AccountingRecord::type).toList();
  }

  public AccountingRecord last() {
    return records.get(records.size() - 1);
  }
}
