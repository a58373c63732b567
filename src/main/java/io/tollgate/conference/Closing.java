package io.tollgate.conference;

import io.tollgate.charging.flow.Signalling;

/**
 * How a conference comes to its end: once, with one last charge, and over only when every leg is
 * let go of and that charge is placed.
 */
final class Closing {

  private enum Phase {
    RUNNING,
    ENDING,
    ENDED
  }

  private final Participants participants;
  private final Billing billing;
  private final ConferenceObserver observer;
  private final Runnable stopAll;
  private Phase phase = Phase.RUNNING;
  private boolean lastChargePlaced;

  /**
   * @param stopAll what is under way comes to nothing
   */
  Closing(
      Participants participants, Billing billing, ConferenceObserver observer, Runnable stopAll) {
    this.participants = participants;
    this.billing = billing;
    this.observer = observer;
    this.stopAll = stopAll;
  }

  boolean hasBegun() {
    return phase != Phase.RUNNING;
  }

  /**
   * F4, N3. The roster of the last record is taken before anybody is sent away, its counters when
   * nobody can send any more.
   */
  void end(EndCause cause) {
    Ending ending = ending(cause);
    begin(cause.release());
    observer.settle(
        () -> {
          if (cause.byServer()) {
            billing.release(ending);
          } else {
            billing.end(ending);
          }
        });
  }

  /** N12. */
  void fail(EndCause cause) {
    Ending ending = ending(cause);
    begin(cause.release());
    billing.nodeFailure(ending);
  }

  /** N11: the set-up came to nothing after charging had been asked. */
  void abort(Signalling failure, Release release) {
    begin(release);
    billing.initiationFailed(failure);
  }

  private Ending ending(EndCause cause) {
    return new Ending(
        cause,
        participants.attendance().attachedRoster(),
        participants.now(),
        this::lastChargePlaced);
  }

  private void begin(Release release) {
    phase = Phase.ENDING;
    stopAll.run();
    observer.ending();
    participants.sendAllAway(release);
    endIfAllIsDone();
  }

  void lastChargePlaced() {
    lastChargePlaced = true;
    endIfAllIsDone();
  }

  void endIfAllIsDone() {
    if (phase == Phase.ENDING && lastChargePlaced && participants.isClear()) {
      phase = Phase.ENDED;
      observer.ended();
    }
  }
}
