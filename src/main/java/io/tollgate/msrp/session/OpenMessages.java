package io.tollgate.msrp.session;

import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Status;
import io.tollgate.msrp.session.RecentIds.Resend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of one leg that are not whole yet, and what is remembered of those that were. */
final class OpenMessages {
  /** What a party gives up of a session for nothing; more of them are as good as messages. */
  private static final int FREE_GIVEN_UP = 8;

  private final MessageLeg leg;
  private final Carrier carrier;
  private final MsrpLimits limits;
  private final Map<String, OpenMessage> open = new LinkedHashMap<>();
  private final RecentIds recent = new RecentIds();
  private int givenUp;

  OpenMessages(MessageLeg leg, Carrier carrier, MsrpLimits limits) {
    this.leg = leg;
    this.carrier = carrier;
    this.limits = limits;
  }

  @Nullable OpenMessage find(String id) {
    return open.get(id);
  }

  boolean isFull() {
    return open.size() >= limits.openMessages();
  }

  Resend resend(String id) {
    return recent.resend(id);
  }

  OpenMessage begin(String id, Head head) {
    OpenMessage message = new OpenMessage(leg, id, head);
    if (recent.resend(id) == Resend.REPEAT) {
      message.repeats(recent.repeat(id));
    }
    return message;
  }

  /** More of it is coming. */
  void keep(OpenMessage message) {
    message.lastSeenAt = leg.loop.now();
    open.put(message.id, message);
  }

  void whole(OpenMessage message) {
    message.whole();
    open.remove(message.id);
    if (!message.isRepeat()) {
      recent.add(message.id, message.total);
    }
  }

  /**
   * It will never be whole: its unit is given back, a few times in a session. The octets that came
   * have gone on, so that without an end to it everything could be said in messages without one.
   */
  void drop(OpenMessage message) {
    if (!message.isUnderWay()) {
      return;
    }
    boolean holdsUnit = message.isAdmitted() && message.takesUnit();
    message.dropped();
    open.remove(message.id);
    message.releasePrefix();
    if (holdsUnit) {
      giveUp(message);
    }
    if (message.isRepeat()) {
      recent.failed(message.id);
    }
    carrier.abort(message);
  }

  private void giveUp(OpenMessage message) {
    if (message.coverage.isEmpty() || ++givenUp <= FREE_GIVEN_UP) {
      message.gate.abandoned();
    } else {
      carrier.counted(message);
    }
  }

  /** A receiver refused it: its sender is told with the next chunk, or may send it once more. */
  void failed(OpenMessage message, Status status) {
    recent.failed(message.id);
    if (open.containsKey(message.id)) {
      message.stopped = status;
    }
  }

  /** Those that nothing more came of for long. */
  List<OpenMessage> silent(long now, @Nullable OpenMessage but) {
    if (open.isEmpty()) {
      return List.of();
    }
    long age = limits.openMessageAge().toNanos();
    return open.values().stream()
        .filter(message -> message != but && now - message.lastSeenAt > age)
        .toList();
  }

  List<OpenMessage> all() {
    return List.copyOf(open.values());
  }
}
