package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.msrp.codec.Status;
import org.jspecify.annotations.Nullable;

/**
 * Asks a leg's gate for what its messages need (N6). At most one message waits for an answer; what
 * comes behind it on the same leg waits too.
 */
final class Credit {
  private final MessageLeg leg;
  private final Carrier carrier;
  private final Runnable decided;
  private @Nullable OpenMessage held;

  /**
   * @param decided runs when the message that waited can be looked at again
   */
  Credit(MessageLeg leg, Carrier carrier, Runnable decided) {
    this.leg = leg;
    this.carrier = carrier;
    this.decided = decided;
  }

  @Nullable OpenMessage held() {
    return held;
  }

  /** A unit for a message, before anything of it is answered. */
  Admission unit(OpenMessage message) {
    return noted(
        message,
        message.gate.admit(decision -> leg.loop.run(() -> unitDecided(message, decision))));
  }

  private void unitDecided(OpenMessage message, Admission decision) {
    if (held != message) {
      if (decision == Admission.ADMITTED) {
        message.gate.abandoned();
      }
      return;
    }
    held = null;
    if (decision == Admission.ADMITTED) {
      message.admitted();
    } else {
      message.stopped = Status.FORBIDDEN;
    }
    decided.run();
  }

  /** Octets of a message, before they go on. */
  Admission octets(OpenMessage message, long octets) {
    return noted(
        message, carrier.spend(message, octets, decision -> leg.loop.run(() -> askAgain(message))));
  }

  private void askAgain(OpenMessage message) {
    if (held == message) {
      held = null;
      decided.run();
    }
  }

  private Admission noted(OpenMessage message, Admission admission) {
    if (admission == Admission.HELD) {
      held = message;
    }
    return admission;
  }

  /** Nobody waits for this message any more. */
  void forget(OpenMessage message) {
    if (held == message) {
      held = null;
    }
  }
}
