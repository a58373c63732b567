package io.tollgate.charging;

import java.util.function.Consumer;

/**
 * The thread that owns one session or conference at a time. Everything that comes from elsewhere
 * (answers, timers, MSRP counts) is handed over through it; tasks run one after the other, in
 * order, and are run even when the SIP session is gone already.
 */
@FunctionalInterface
public interface Owner {
  void execute(Runnable task);

  /**
   * For what nobody waits for: with the next task, or within a moment. To wake a thread for it
   * alone would cost more than what it does.
   */
  default void later(Runnable task) {
    execute(task);
  }

  /**
   * By a caller that holds the session: at once and on its thread, what it causes right behind it;
   * behind what is under way there, if it stands in the midst of it.
   */
  default void here(Runnable task) {
    execute(task);
  }

  /**
   * How what lives on this owner ends when one of its tasks throws, whatever it throws: the parties
   * are told, and charging is settled. Called again for each further failure.
   */
  default void onFailure(Consumer<RuntimeException> end) {}

  /** A task threw that ran for this owner; whoever says so has logged it. */
  default void failed(RuntimeException why) {}
}
