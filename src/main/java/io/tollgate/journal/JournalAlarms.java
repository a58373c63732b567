package io.tollgate.journal;

/** Where alarms go. Called on any thread; must not block. */
public interface JournalAlarms {

  /**
   * @param text what happened, the values, and what to do
   */
  void raise(JournalAlarm alarm, String text);

  /** It goes on, or went on before the start: no news where it is on. */
  default void remind(JournalAlarm alarm, String text) {}

  void clear(JournalAlarm alarm, String text);

  boolean isOn(JournalAlarm alarm);
}
