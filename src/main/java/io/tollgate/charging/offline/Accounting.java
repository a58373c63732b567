package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.RecordReason;

/** The CH-1 side of one charged session, whether it is one accounting session or several. */
public interface Accounting {

  /** Of the session itself; its participants may have ids of their own. */
  String id();

  void start(ChargingEvent event, Waiting waiting);

  void change(ChargingEvent event, RecordReason reason, Waiting waiting);

  void end(ChargingEvent event, Waiting waiting);

  /** A one-time event. */
  void once(ChargingEvent event, Waiting waiting);

  /**
   * A one-time event is under way, and its record comes at its end: should the node die before, it
   * is owed.
   *
   * @param noted run once that is durable
   */
  void journalClosing(ChargingEvent event, Runnable noted);

  /** Usage went on: what is owed after a crash says so. */
  void checkpoint();
}
