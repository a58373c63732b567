package io.tollgate.charging.observer;

import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.log.LogContext;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A session as its observers may look at it, on its owner, and as the log names it. */
public interface ObservedSession extends LogContext.Session {

  SessionTerms terms();

  ChargingIds ids();

  /** What the media plane has counted so far, whatever was reported of it. */
  MessageCounters counters();

  /** The time that was consumed so far. */
  long seconds();

  @Override
  default @Nullable String callId() {
    return terms().correlation().incomingCallId();
  }

  @Override
  default @Nullable String icid() {
    return terms().correlation().icid();
  }

  @Override
  default @Nullable String chargingSessions() {
    ChargingIds ids = ids();
    return Stream.of(ids.offline(), ids.online())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }
}
