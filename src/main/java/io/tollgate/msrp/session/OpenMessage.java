package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.tollgate.msrp.codec.FailureReport;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Status;
import org.jspecify.annotations.Nullable;

/** A message that is coming in. */
final class OpenMessage {
  static final Transfer[] NOWHERE = {};

  final String id;
  final Leg from;
  final FailureReport failureReport;
  final boolean successReport;
  final Coverage coverage = new Coverage();

  /** Size, or -1 while it is unknown. */
  long total;

  /** Whether its kind and its receivers are known. */
  boolean routed;

  /** Whether it spends a unit; isComposing and IMDN do not. */
  boolean countable = true;

  /** Whether the gate let it in and holds a unit for it. */
  boolean admitted;

  /** Whether its {@code $} chunk came. */
  boolean lastSeen;

  /** Whether its {@code $} chunk went out. */
  boolean lastSent;

  /** Whether all of it was accepted: it is counted. */
  boolean whole;

  /** Whether a receiver has it whole. */
  boolean delivered;

  /** Set when no more of it is taken. */
  @Nullable Status stopped;

  /** The begin of a CPIM message until its headers are whole. */
  @Nullable ByteBuf prefix;

  /** Where it goes. */
  Transfer[] transfers = NOWHERE;

  long lastSeenAt;

  OpenMessage(Leg from, String id, Head head) {
    this.from = from;
    this.id = id;
    this.failureReport = head.failureReport();
    this.successReport = head.successReport();
    this.total = head.rangeTotal();
  }

  void releasePrefix() {
    ByteBuf kept = prefix;
    if (kept != null) {
      prefix = null;
      kept.release();
    }
  }
}
