package io.tollgate.sip.admission;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The application's life as a caller sees it. */
public final class Admission {
  private static final Logger LOG = LogManager.getLogger(Admission.class);

  /** In the order of a life; only a drain can be taken back. */
  public enum State {
    WARMING,
    READY,
    DRAINING
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WARMING);
  private final Duration retryAfter;
  private final BooleanSupplier allowed;

  public Admission(Duration retryAfter) {
    this(retryAfter, () -> true);
  }

  /**
   * @param allowed false while no session may be begun, whatever the state
   */
  public Admission(Duration retryAfter, BooleanSupplier allowed) {
    this.retryAfter = retryAfter;
    this.allowed = allowed;
  }

  public State state() {
    return Objects.requireNonNull(state.get());
  }

  public boolean open() {
    return state.get() == State.READY && allowed.getAsBoolean();
  }

  public void ready() {
    if (state.compareAndSet(State.WARMING, State.READY)) {
      LOG.info("ready: new sessions are let in");
    }
  }

  public void drain() {
    if (state.getAndSet(State.DRAINING) != State.DRAINING) {
      LOG.info("draining: new sessions get 503");
    }
  }

  /** Lets new sessions in again; a server that stops anyway refuses them by itself soon. */
  public void undrain() {
    if (state.compareAndSet(State.DRAINING, State.READY)) {
      LOG.info("ready: new sessions are let in again");
    }
  }

  /** Seconds for the Retry-After of a 503 (RFC 3261 21.5.4). */
  public long retryAfterSeconds() {
    return Math.max(1, retryAfter.toSeconds());
  }
}
