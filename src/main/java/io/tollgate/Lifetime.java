package io.tollgate;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What has been made so far, to be closed in the opposite order when the start fails half way. */
final class Lifetime implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(Lifetime.class);

  private final Deque<AutoCloseable> made = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T thing) {
    made.push(thing);
    return thing;
  }

  /** One that does not close takes no others with it. */
  @Override
  public void close() {
    while (!made.isEmpty()) {
      try {
        made.pop().close();
      } catch (Exception e) {
        LOG.warn("after a start that failed: {}", e.toString());
      }
    }
  }
}
