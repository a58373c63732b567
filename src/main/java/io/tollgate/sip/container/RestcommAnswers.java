package io.tollgate.sip.container;

import javax.servlet.sip.SipServletRequest;
import javax.sip.TransactionState;
import org.mobicents.servlet.sip.message.SipServletRequestImpl;

/** Restcomm keeps a 100 to itself; the transaction of the stack knows of it. */
final class RestcommAnswers {

  private RestcommAnswers() {}

  static boolean isProceeding(SipServletRequest invite) {
    return invite instanceof SipServletRequestImpl own
        && own.getTransaction() != null
        && TransactionState.PROCEEDING.equals(own.getTransaction().getState());
  }
}
