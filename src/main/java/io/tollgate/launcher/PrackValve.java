package io.tollgate.launcher;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.AwaitedPracks;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import javax.sip.SipStack;
import javax.sip.message.Response;

/**
 * Answers 481 to a PRACK that matches no provisional response (RFC 3262 3), which the stack would
 * leave without an answer.
 */
public final class PrackValve extends RequestValve {
  @SuppressWarnings("NullAway.Init") // the stack calls init before anything else
  private SIPTransactionStack transactions;

  @Override
  public void init(SipStack stack) {
    transactions = (SIPTransactionStack) stack;
  }

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    if (!request.getMethod().equals("PRACK")) {
      return true;
    }
    SIPDialog dialog = transactions.getDialog(request.getDialogId(true));
    return dialog == null
        || AwaitedPracks.isAwaited(dialog, request)
        // A copy of one that did.
        || transactions.findTransaction(request, true) != null
        || refuse(
            request,
            channel,
            Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST,
            "Call/Transaction Does Not Exist");
  }
}
