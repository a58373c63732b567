package io.tollgate.sip.leg;

import io.tollgate.log.Brief;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** One of several measures of which each is to be taken, whatever becomes of the others. */
public final class Attempt {
  private static final Logger LOG = LogManager.getLogger(Attempt.class);

  private Attempt() {}

  /** False if it threw, which is logged here. */
  public static boolean at(Runnable measure) {
    try {
      measure.run();
      return true;
    } catch (RuntimeException e) {
      LOG.error("while something that failed is ended: {}", Brief.of(e));
      return false;
    }
  }
}
