package io.tollgate.trust;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Requests and connections that go no further than the door: all are counted, few are told. */
public final class TurnedAway {
  private static final Logger LOG = LogManager.getLogger(TurnedAway.class);

  /** However many there are, an operator who looks for one finds a line about them. */
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final String why;
  private final LongSupplier nanoTime;
  private final LongAdder all = new LongAdder();
  private final AtomicLong told;

  /**
   * @param why what is said of an address
   */
  public TurnedAway(String why, LongSupplier nanoTime) {
    this.why = why;
    this.nanoTime = nanoTime;
    this.told = new AtomicLong(nanoTime.getAsLong() - PAUSE);
  }

  public void one(InetAddress source) {
    all.increment();
    long now = nanoTime.getAsLong();
    long last = told.get();
    if (now - last >= PAUSE && told.compareAndSet(last, now)) {
      LOG.warn(
          "{}: {}; such requests and connections so far: {}",
          source.getHostAddress(),
          why,
          count());
    }
  }

  public long count() {
    return all.sum();
  }
}
