package gov.nist.javax.sip.stack;

import gov.nist.javax.sip.header.RAck;
import gov.nist.javax.sip.message.SIPRequest;
import javax.sip.header.RAckHeader;

/** Whether a PRACK acknowledges a provisional response (RFC 3262 3), before the stack drops it. */
public final class AwaitedPracks {

  private AwaitedPracks() {}

  public static boolean isAwaited(SIPDialog dialog, SIPRequest prack) {
    return prack.getHeader(RAckHeader.NAME) instanceof RAck rack
        && dialog.isServer()
        && dialog.getFirstTransactionInt() instanceof SIPServerTransaction invite
        && invite.getReliableProvisionalResponse() != null
        && rack.getMethod().equals(invite.getPendingReliableResponseMethod())
        && rack.getCSeqNumberLong() == invite.getPendingReliableCSeqNumber()
        && rack.getRSequenceNumber() == invite.getPendingReliableRSeqNumber();
  }
}
