package io.tollgate.charging;

import io.tollgate.charging.record.AdviceOfCharge;

/** What charging asks of the service on its own initiative; called on the {@link Owner}. */
public interface ServiceControl {

  /**
   * End the charged session: final unit used up, denied on update, aborted by the OCS. The service
   * releases its legs (BYE with Reason) and then walks {@code RELEASE} as for any other end.
   */
  void endSession(Refusal why);

  /** Whether who asks for the service pays for it, and so may be sent elsewhere by its answer. */
  default boolean isAskedByPayer() {
    return false;
  }

  /** What the OCS says of money, for the user who pays; the service goes on as it does. */
  default void advise(AdviceOfCharge advice) {}

  /** Final units with REDIRECT: a SIP URI to send the charged user to. */
  default void redirect(String uri, Refusal otherwise) {
    endSession(otherwise);
  }
}
