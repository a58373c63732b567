package io.tollgate.launcher;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import javax.sip.SipStack;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Sees to it that a 2xx of a branch that never rang is heard of (RFC 3261 13.2.2.4). The stack
 * drops it while it remembers the transaction that another branch's 2xx has ended; once it has
 * forgotten that, it makes a dialog of it as it should.
 */
public final class ForkValve implements SIPMessageValve {
  @SuppressWarnings("NullAway.Init") // the stack calls init before anything else
  private SIPTransactionStack transactions;

  @Override
  public void init(SipStack stack) {
    transactions = (SIPTransactionStack) stack;
  }

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    return true;
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    SIPResponse answer = (SIPResponse) response;
    if (answer.getCSeq().getMethod().equals(Request.INVITE)
        && answer.getStatusCode() / 100 == 2
        && transactions.getDialog(answer.getDialogId(false)) == null) {
      SIPTransaction ended = transactions.findTransaction(answer, false);
      if (ended != null && TransactionState.TERMINATED.equals(ended.getState())) {
        transactions.removeTransaction(ended);
      }
    }
    return true;
  }

  @Override
  public void destroy() {
    // Holds nothing.
  }
}
