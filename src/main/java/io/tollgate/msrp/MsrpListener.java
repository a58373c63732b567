package io.tollgate.msrp;

import io.tollgate.charging.record.MessageCounters;
import java.time.Duration;

/**
 * What a session's owner is told. Called on an event loop: hand over to the owner and return. The
 * counters of each message went to the {@code MessageGate} already.
 */
public interface MsrpListener {

  /** Counters moved since the last call; at most once per {@code usageInterval}. */
  default void usage(MessageCounters total) {}

  /** Nothing was carried for the session's idle time: the session should be ended (F4). */
  default void idle(Duration silent) {}

  /** The leg has its connection: messages can flow. */
  default void bound(MsrpLeg leg) {}

  /** The leg's connection is gone or could not be made, or its peer knows the session no more. */
  default void lost(MsrpLeg leg, String why) {}
}
