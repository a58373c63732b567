package io.tollgate.journal;

/** Where alarms go. Called on any thread; must not block. */
public interface JournalAlarms {

  /**
   * @param text what happened, the values, and what to do
   */
  void raise(JournalAlarm alarm, String text);

  void clear(JournalAlarm alarm, String text);
}
