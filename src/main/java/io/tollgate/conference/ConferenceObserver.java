package io.tollgate.conference;

/** Watches a conference: for NOTIFY, the message switch, the directory. On its owner. */
public interface ConferenceObserver {

  /**
   * A participant's state changed.
   *
   * @param present how many are attached now
   */
  void changed(ParticipantView who, int present);

  /** Nobody can join any more; its URI is free. */
  void ending();

  /**
   * The last charge is due.
   *
   * @param counted to be run, by the owner, when all that was carried has been counted
   */
  default void settle(Runnable counted) {
    counted.run();
  }

  /** All legs are let go of and the last charge is placed. */
  void ended();
}
