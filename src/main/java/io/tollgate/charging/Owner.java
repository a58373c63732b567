package io.tollgate.charging;

/**
 * The thread that owns one session or conference at a time. Everything that comes from elsewhere
 * (answers, timers, MSRP counts) is handed over through it; tasks run one after the other, in
 * order, and are run even when the SIP session is gone already.
 */
@FunctionalInterface
public interface Owner {
  void execute(Runnable task);
}
