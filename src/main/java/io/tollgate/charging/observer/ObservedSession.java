package io.tollgate.charging.observer;

import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.record.MessageCounters;

/** A session as its observers may look at it, on its owner. */
public interface ObservedSession {

  SessionTerms terms();

  ChargingIds ids();

  /** What the media plane has counted so far, whatever was reported of it. */
  MessageCounters counters();

  /** The time that was consumed so far. */
  long seconds();
}
