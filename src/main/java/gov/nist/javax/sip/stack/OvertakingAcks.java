package gov.nist.javax.sip.stack;

/**
 * ACKs that are faster than the sending of what they acknowledge. The stack makes a note of whose
 * ACK it awaits after the 2xx is on the wire; an ACK that comes before that goes to the listener,
 * and the 2xx is repeated all the same, until the dialog is given up (RFC 3261 13.3.1.4).
 */
public final class OvertakingAcks {

  private OvertakingAcks() {}

  /**
   * To be called when the sender of the 2xx is done.
   *
   * @param dialog of the ACK
   * @param number of the INVITE that it acknowledges
   */
  public static void tell(SIPDialog dialog, long number) {
    dialog.ackReceived(number);
  }
}
