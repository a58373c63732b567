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

  private final Conference conference;
  private final Floor floor;
  private final Billing billing;
  private final ConferenceObserver observer;
  private Phase phase = Phase.RUNNING;
  private boolean lastChargePlaced;

  Closing(Conference conference, Floor floor, Billing billing, ConferenceObserver observer) {
    this.conference = conference;
    this.floor = floor;
    this.billing = billing;
    this.observer = observer;
  }

  boolean hasBegun() {
    return phase != Phase.RUNNING;
  }

  /**
   * F4, N3. The roster of the last record is taken before anybody is sent away, its counters when
   * nobody can send any more.
   */
  void end(EndCause cause) {
    Ending ending = new Ending(conference, cause);
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
    Ending ending = new Ending(conference, cause);
    begin(cause.release());
    billing.nodeFailure(ending);
  }

  /** N11: the set-up came to nothing after charging had been asked. */
  void abort(Signalling failure, Release release) {
    begin(release);
    billing.initiationFailed(failure);
  }

  private void begin(Release release) {
    phase = Phase.ENDING;
    conference.stopEverything();
    observer.ending();
    floor.sendAllAway(release);
    conference.lookAgainAtThoseWhoWait();
    endIfAllIsDone();
  }

  void lastChargePlaced() {
    lastChargePlaced = true;
    endIfAllIsDone();
  }

  void endIfAllIsDone() {
    if (phase == Phase.ENDING && lastChargePlaced && floor.isClear()) {
      phase = Phase.ENDED;
      observer.ended();
    }
  }
}
