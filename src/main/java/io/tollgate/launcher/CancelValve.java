package io.tollgate.launcher;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import javax.sip.SipStack;
import javax.sip.message.Response;

/**
 * Answers 481 to a CANCEL of a request that is not known (RFC 3261 9.2); the container would say
 * that it cancels.
 */
public final class CancelValve extends RequestValve {
  @SuppressWarnings("NullAway.Init") // the stack calls init before anything else
  private SIPTransactionStack transactions;

  @Override
  public void init(SipStack stack) {
    transactions = (SIPTransactionStack) stack;
  }

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    return !request.getMethod().equals("CANCEL")
        || isKnown(request)
        || refuse(
            request,
            channel,
            Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST,
            "Call/Transaction Does Not Exist");
  }

  /** A copy of a CANCEL that was answered is its transaction's, whatever became of the INVITE. */
  private boolean isKnown(SIPRequest cancel) {
    return transactions.findTransaction(cancel, true) != null
        || transactions.findCancelTransaction(cancel, true) != null;
  }
}
