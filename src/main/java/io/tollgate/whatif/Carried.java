package io.tollgate.whatif;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.content.Contents;
import org.jspecify.annotations.Nullable;

/** One message, from its first octet to its last receiver; what comes early is counted later. */
final class Carried {
  private long octets;
  private boolean begun;
  private boolean free;
  private long forwarded;
  private long delivered;
  private @Nullable MessageGate gate;

  /** One that came whole. */
  static Carried whole(long octets, boolean free) {
    Carried carried = new Carried();
    carried.chunk(octets, free);
    return carried;
  }

  /** Whether nobody pays for a body of that type. */
  static boolean isFree(@Nullable String type, byte[] body) {
    return Contents.of(type, body).isFree();
  }

  boolean isNew() {
    return !begun;
  }

  void chunk(long more, boolean isFree) {
    begun = true;
    octets += more;
    free = isFree;
  }

  long octets() {
    return octets;
  }

  /** A notification, which nobody pays for. */
  boolean isFree() {
    return free;
  }

  /** It is whole and was let through. */
  void passed(MessageGate by) {
    gate = by;
    long early = forwarded;
    long taken = delivered;
    forwarded = 0;
    delivered = 0;
    for (long i = 0; i < early; i++) {
      forwarded();
    }
    for (long i = 0; i < taken; i++) {
      delivered();
    }
  }

  /** It goes on to one receiver. */
  void forwarded() {
    forwarded++;
    MessageGate by = gate;
    if (by != null) {
      by.count(Count.EXPLODED, 1);
    }
  }

  /** One receiver has it. */
  void delivered() {
    delivered++;
    MessageGate by = gate;
    if (by != null) {
      if (delivered == 1) {
        by.count(Count.SUCCESSFULLY_SENT, 1);
      }
      by.count(Count.SUCCESSFULLY_EXPLODED, 1);
    }
  }
}
