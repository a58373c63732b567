package io.tollgate.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Alarms as log lines, one when raised and one when cleared; those that are on can be asked for.
 */
public final class LoggedAlarms implements JournalAlarms {

  private static final Logger LOG = LogManager.getLogger(LoggedAlarms.class);

  private final Map<JournalAlarm, String> on = new ConcurrentHashMap<>();

  @Override
  public void raise(JournalAlarm alarm, String text) {
    String before = on.put(alarm, text);
    if (before == null || isNewsEachTime(alarm)) {
      LOG.error("ALARM {}: {}", alarm, text);
    }
  }

  @Override
  public void remind(JournalAlarm alarm, String text) {
    if (on.putIfAbsent(alarm, text) == null) {
      LOG.error("ALARM {}: {}", alarm, text);
    }
  }

  /** Each tells of other records; the others only say that a state goes on. */
  private static boolean isNewsEachTime(JournalAlarm alarm) {
    return alarm == JournalAlarm.RECORDS_DROPPED
        || alarm == JournalAlarm.DEAD_LETTERS
        || alarm == JournalAlarm.RECORD_UNWRITABLE
        || alarm == JournalAlarm.FILE_DAMAGED
        || alarm == JournalAlarm.REDO_DAMAGED
        || alarm == JournalAlarm.RECORDS_COLLIDE;
  }

  @Override
  public void clear(JournalAlarm alarm, String text) {
    if (on.remove(alarm) != null) {
      LOG.warn("CLEAR {}: {}", alarm, text);
    }
  }

  @Override
  public boolean isOn(JournalAlarm alarm) {
    return on.containsKey(alarm);
  }

  /** The alarms that are on, with their texts. */
  public Map<JournalAlarm, String> on() {
    return Map.copyOf(on);
  }
}
