package io.tollgate.journal.limits;

import io.tollgate.journal.Environment;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.commit.Completion;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Warns at 70 and 90 % of what the journal may hold. At the limit it gives up progress reports,
 * then other interims, then events, the oldest first; never a START, a STOP or anything that pays.
 */
public final class StorageGuard {

  private static final Logger LOG = LogManager.getLogger(StorageGuard.class);
  private static final List<Kind> SHED = List.of(Kind.PROGRESS, Kind.INTERIM, Kind.EVENT);
  private static final int SHED_AT_A_TIME = 1_000;

  private final StorageLimits limits;
  private final FreeSpace disk;
  private final JournalWriter writer;
  private final Environment environment;
  private volatile double fill;
  private final AtomicLong shed = new AtomicLong();
  private volatile boolean stopped;

  /** On the environment's thread. */
  private boolean lettersSeen;

  private boolean noneThoughTold;

  public StorageGuard(
      StorageLimits limits, FreeSpace disk, JournalWriter writer, Environment environment) {
    this.limits = limits;
    this.disk = disk;
    this.writer = writer;
    this.environment = environment;
  }

  /** Looks now and then, on the environment's thread. */
  public void start() {
    environment.thread().execute(this::look);
  }

  public void stop() {
    stopped = true;
  }

  /** Share of what the journal may hold that is in use. */
  public double fill() {
    return fill;
  }

  /** Records given up since the start. */
  public long shed() {
    return shed.get();
  }

  private void look() {
    if (stopped) {
      return;
    }
    try {
      check(writer.journal());
    } catch (JournalException | IOException e) {
      LOG.debug("Room for the journal not measured: {}", e.getMessage());
    }
    environment.timers().schedule(limits.checkInterval(), this::start);
  }

  private void check(RecordJournal journal) throws JournalException, IOException {
    long used = journal.usedOctets();
    long free = Math.max(0, disk.octets() - limits.minFreeOctets());
    fill = Math.max((double) used / limits.maxOctets(), (double) used / Math.max(1, used + free));
    warn(used, free);
    lookAtDeadLetters(journal);
    lookForLettersThatWereNeverSeen();
    if (fill >= 1) {
      shed(journal, Instant.MAX, "journal is full");
    } else {
      Instant tooOld = environment.clock().instant().minus(limits.maxAge());
      if (isOldestBefore(journal, tooOld)) {
        shed(journal, tooOld, "older than " + limits.maxAge());
      }
    }
  }

  /** An operator has decided upon one: it may have been the last. */
  public void lookAtDeadLetters() {
    environment
        .thread()
        .execute(
            () -> {
              try {
                lettersSeen = true;
                lookAtDeadLetters(writer.journal());
              } catch (JournalException e) {
                LOG.debug("dead letters not counted: {}", e.getMessage());
              }
            });
  }

  private void lookAtDeadLetters(RecordJournal journal) throws JournalException {
    long letters = journal.counts().deadLetters();
    if (letters == 0 && lettersSeen) {
      // One that was told of a moment ago need not be on disk yet: nothing is cleared for it.
      lettersSeen = false;
      environment.alarms().clear(JournalAlarm.DEAD_LETTERS, "no dead letters any more");
    } else if (letters > 0) {
      lettersSeen = true;
      environment
          .alarms()
          .remind(JournalAlarm.DEAD_LETTERS, letters + " records were refused for good");
    }
  }

  /**
   * One that somebody decided upon before the next look was told of and is seen by none. On disk by
   * then is what was told of before the look before.
   */
  private void lookForLettersThatWereNeverSeen() {
    boolean told =
        !lettersSeen
            && writer.buffered() == 0
            && environment.alarms().isOn(JournalAlarm.DEAD_LETTERS);
    if (told && noneThoughTold) {
      environment.alarms().clear(JournalAlarm.DEAD_LETTERS, "no dead letters any more");
    }
    noneThoughTold = told;
  }

  private void warn(long used, long free) {
    String text =
        "journal %.0f %% full: %d MiB used (limit %d MiB), %d MiB of disk left for it"
            .formatted(100 * fill, used >> 20, limits.maxOctets() >> 20, free >> 20);
    set(JournalAlarm.BACKLOG_HIGH, fill >= 0.7, text);
    set(JournalAlarm.BACKLOG_CRITICAL, fill >= 0.9, text);
  }

  private void set(JournalAlarm alarm, boolean raised, String text) {
    if (raised) {
      environment.alarms().raise(alarm, text);
    } else {
      environment.alarms().clear(alarm, text);
    }
  }

  private static boolean isOldestBefore(RecordJournal journal, Instant time)
      throws JournalException {
    return journal.page(0, 1).stream().anyMatch(record -> record.stored().isBefore(time));
  }

  private void shed(RecordJournal journal, Instant before, String why) throws JournalException {
    for (Kind kind : SHED) {
      List<Pending> victims = new ArrayList<>(journal.ofKind(kind, 0, SHED_AT_A_TIME));
      victims.removeIf(record -> !record.stored().isBefore(before));
      if (!victims.isEmpty()) {
        drop(victims, why);
        return;
      }
    }
  }

  private void drop(List<Pending> victims, String why) {
    shed.addAndGet(victims.size());
    Pending first = victims.get(0);
    Pending last = victims.get(victims.size() - 1);
    environment
        .alarms()
        .raise(
            JournalAlarm.RECORDS_DROPPED,
            "%s: dropped %d %s records, from number %d of session %s (%s) to number %d of session %s (%s)"
                .formatted(
                    why,
                    victims.size(),
                    first.kind(),
                    first.number(),
                    first.session(),
                    first.stored(),
                    last.number(),
                    last.session(),
                    last.stored()));
    for (Pending victim : victims) {
      environment.incidents().dropped(victim.channel(), victim.session(), victim.number(), why);
    }
    writer.submitLazily(
        victims.stream().<Change>map(record -> new Change.Remove(record.id())).toList(),
        Completion.NONE);
  }
}
