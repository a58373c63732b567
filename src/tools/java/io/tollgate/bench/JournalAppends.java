package io.tollgate.bench;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.commit.Completion;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal as the server uses it: record and, where asked for, the owed STOP in one step; each
 * record is acknowledged as soon as it is durable.
 */
final class JournalAppends implements AppendStore {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final JournalWriter writer;
  private final boolean withClosing;

  JournalAppends(Path path, boolean withClosing) {
    this.withClosing = withClosing;
    writer =
        new JournalWriter(
            () -> SqliteRecordJournal.open(path),
            RedoLog.onlyFormer(path, 1),
            Duration.ZERO,
            10_000,
            Duration.ofSeconds(1),
            new Strict(),
            task -> new Thread(task, "journal"));
    try {
      writer.start();
    } catch (JournalException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void append(long id, String body, Runnable durable) {
    String session = "pf.example.com;1767225600;" + (id % 1000);
    List<Change> changes = new ArrayList<>(2);
    changes.add(
        new Change.Append(
            new Pending(id, ChargingInterface.CH1, session, id, Kind.INTERIM, NOW, true, body)));
    if (withClosing) {
      changes.add(
          new Change.KeepClosing(
              new ClosingRecord(session, ChargingInterface.CH1, id + 1, 1, NOW, body)));
    }
    writer.submit(
        changes,
        new Completion() {
          @Override
          public void kept(boolean news) {
            durable.run();
            writer.submitLazily(List.of(new Change.Remove(id)), Completion.NONE);
          }

          @Override
          public void lost(String why) {
            throw new IllegalStateException(why);
          }
        });
  }

  @Override
  public void close() {
    writer.close();
  }

  /** A disk that fails would make the figure worthless. */
  private static final class Strict implements JournalAlarms {
    @Override
    public void raise(JournalAlarm alarm, String text) {
      throw new IllegalStateException(alarm + ": " + text);
    }

    @Override
    public void clear(JournalAlarm alarm, String text) {}

    @Override
    public boolean isOn(JournalAlarm alarm) {
      return false;
    }
  }
}
