package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.tollgate.charging.MessageGate;
import io.tollgate.content.Nature;
import io.tollgate.msrp.codec.FailureReport;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Status;
import org.jspecify.annotations.Nullable;

/** A message that is coming in. */
final class OpenMessage {
  static final Transfer[] NOWHERE = {};

  /** How far it has come; it never goes back. */
  private enum Stage {
    /** Its kind and its receivers are not known yet. */
    NEW,
    ROUTED,
    /** The gate let it in, and holds a unit for it. */
    ADMITTED,
    /** All of it was accepted: it is counted. */
    WHOLE,
    /** It was given up, and will never be whole. */
    DROPPED
  }

  final String id;
  final MessageLeg from;

  /** Where it is counted. */
  final MessageGate gate;

  final FailureReport failureReport;
  final boolean successReport;
  final Coverage coverage = new Coverage();

  /** Size, or -1 while it is unknown. */
  long total;

  /** What it is; most are messages. */
  Nature nature = Nature.CONTENT;

  /** Whether its {@code $} chunk came. */
  boolean lastSeen;

  /** Whether its {@code $} chunk went out. */
  boolean lastSent;

  /** Whether a receiver has it whole. */
  boolean delivered;

  /** Whether it only repeats one that was counted and not delivered. */
  private boolean repeat;

  /** Whether its sender does not pay for messages in this session. */
  boolean free;

  /** Set when no more of it is taken. */
  @Nullable Status stopped;

  /** The begin of a CPIM message until its headers are whole. */
  @Nullable ByteBuf prefix;

  /** Where it goes. */
  Transfer[] transfers = NOWHERE;

  long lastSeenAt;
  private Stage stage = Stage.NEW;

  OpenMessage(MessageLeg from, String id, Head head) {
    this.from = from;
    this.id = id;
    this.gate = from.gate();
    this.failureReport = head.failureReport();
    this.successReport = head.successReport();
    this.total = head.rangeTotal();
  }

  boolean isNew() {
    return stage == Stage.NEW;
  }

  void routed() {
    stage = Stage.ROUTED;
  }

  boolean isAdmitted() {
    return stage == Stage.ADMITTED || stage == Stage.WHOLE;
  }

  void admitted() {
    stage = Stage.ADMITTED;
  }

  boolean isWhole() {
    return stage == Stage.WHOLE;
  }

  void whole() {
    stage = Stage.WHOLE;
  }

  /** Whether it is still to become whole. */
  boolean isUnderWay() {
    return stage != Stage.WHOLE && stage != Stage.DROPPED;
  }

  void dropped() {
    stage = Stage.DROPPED;
  }

  /** It repeats a message of that size. */
  void repeats(long size) {
    repeat = true;
    total = size;
  }

  boolean isRepeat() {
    return repeat;
  }

  /** Whether it spends a unit and is counted as sent; a repeat did so the first time. */
  boolean takesUnit() {
    return !nature.isFree() && !repeat && !free;
  }

  boolean spendsOctets() {
    return !nature.isFree() && !repeat;
  }

  /** Whether its delivery is counted. */
  boolean countsDelivery() {
    return !nature.isFree() && !free;
  }

  void releasePrefix() {
    ByteBuf kept = prefix;
    if (kept != null) {
      prefix = null;
      kept.release();
    }
  }
}
