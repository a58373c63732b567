package io.tollgate.charging;

/** What charging asks of the service on its own initiative; called on the {@link Owner}. */
public interface ServiceControl {

  /**
   * End the charged session: final unit used up, denied on update, aborted by the OCS. The service
   * releases its legs (BYE with Reason) and then walks {@code RELEASE} as for any other end.
   */
  void endSession(Refusal why);

  /** Final units with REDIRECT: a SIP URI to send the charged user to. */
  default void redirect(String uri, Refusal otherwise) {
    endSession(otherwise);
  }
}
