package io.tollgate.diameter.transport.netty;

/**
 * The watchdog algorithm of RFC 3539 3.4.1 for a connection that is open: what to do when its timer
 * expires or something arrives. Knows neither time nor sockets.
 */
final class Watchdog {

  /** What the connection has to do. */
  enum Action {
    NOTHING,
    SEND_WATCHDOG,
    /** Peer suspect: move its requests. */
    FAIL_OVER,
    /** It answers again: use it again. */
    FAIL_BACK,
    CLOSE
  }

  private enum State {
    OKAY,
    SUSPECT,
    REOPEN
  }

  private static final int ANSWERS_TO_REOPEN = 3;

  /** The answers start anew after one that did not come in time. */
  private static final int MISSED = -1;

  private State state;
  private boolean pending;
  private int answers;

  private Watchdog(State state) {
    this.state = state;
  }

  /** For a first connection, which is trusted at once. */
  static Watchdog trusted() {
    return new Watchdog(State.OKAY);
  }

  /** For a connection that follows another one. */
  static Watchdog onProbation() {
    return new Watchdog(State.REOPEN);
  }

  /** On probation only answered watchdogs count. */
  boolean isOnProbation() {
    return state == State.REOPEN;
  }

  /** The connection is up: who is on probation is asked at once. */
  Action begin() {
    if (state != State.REOPEN) {
      return Action.NOTHING;
    }
    pending = true;
    return Action.SEND_WATCHDOG;
  }

  /** The timer expired; it is to be started anew unless the connection is closed. */
  Action expired() {
    if (!pending) {
      pending = true;
      return Action.SEND_WATCHDOG;
    }
    return switch (state) {
      case OKAY -> {
        state = State.SUSPECT;
        yield Action.FAIL_OVER;
      }
      case SUSPECT -> Action.CLOSE;
      case REOPEN -> {
        if (answers < 0) {
          yield Action.CLOSE;
        }
        answers = MISSED;
        yield Action.NOTHING;
      }
    };
  }

  /** Any message but a DWA arrived: that too shows that the peer lives. */
  Action received() {
    if (state == State.SUSPECT) {
      state = State.OKAY;
      return Action.FAIL_BACK;
    }
    return Action.NOTHING;
  }

  /**
   * A DWA arrived.
   *
   * @param hasPeersTrust false while the peer has us on probation: what it is sent then, it throws
   *     away
   */
  Action answered(boolean hasPeersTrust) {
    pending = false;
    if (state == State.REOPEN && (++answers < ANSWERS_TO_REOPEN || !hasPeersTrust)) {
      return Action.NOTHING;
    }
    boolean returns = state != State.OKAY;
    state = State.OKAY;
    return returns ? Action.FAIL_BACK : Action.NOTHING;
  }
}
