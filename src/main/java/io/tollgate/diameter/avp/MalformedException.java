package io.tollgate.diameter.avp;

/**
 * A message breaks the protocol. Carries what the answer to it says: Result-Code and Failed-AVP
 * (RFC 6733 7.5). Has no stack trace: a hostile peer must not make us fill one per message.
 */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int resultCode;
  private final transient Avps failedAvp;

  /**
   * @param failedAvp the content of Failed-AVP: the offending AVP, or nothing
   */
  public MalformedException(int resultCode, Avps failedAvp, String message) {
    super(message, null, false, false);
    this.resultCode = resultCode;
    this.failedAvp = failedAvp;
  }

  public int resultCode() {
    return resultCode;
  }

  public Avps failedAvp() {
    return failedAvp == null ? Avps.NONE : failedAvp;
  }
}
