package io.tollgate.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what was raised and is still on. */
public final class RecordedAlarms implements JournalAlarms {

  private final Map<JournalAlarm, String> on = new ConcurrentHashMap<>();
  private final List<String> history = new ArrayList<>();

  @Override
  public synchronized void raise(JournalAlarm alarm, String text) {
    on.put(alarm, text);
    history.add(alarm + ": " + text);
  }

  @Override
  public synchronized void clear(JournalAlarm alarm, String text) {
    on.remove(alarm);
  }

  @Override
  public boolean isOn(JournalAlarm alarm) {
    return on.containsKey(alarm);
  }

  public Map<JournalAlarm, String> on() {
    return on;
  }

  public synchronized List<String> history() {
    return List.copyOf(history);
  }
}
