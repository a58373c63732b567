package io.tollgate.launcher;

import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.Transaction;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.SipSessionImpl;
import org.mobicents.servlet.sip.core.session.SipSessionKey;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.message.TransactionApplicationData;

/**
 * A session whose requests outlive it where they have to. The container terminates all transactions
 * of a session that ends, so that the request that ended it, sent again since its answer was lost,
 * meets nothing; and it calls the application with requests that waited for a session that ended
 * meanwhile, which ends in 500.
 */
final class ServedSession extends SipSessionImpl {
  private static final Logger LOG = LogManager.getLogger(ServedSession.class);

  ServedSession(
      SipSessionKey key, SipFactoryImpl factory, MobicentsSipApplicationSession application) {
    super(key, factory, application);
  }

  @Override
  public void invalidate(boolean bypassCheck) {
    if (isValidInternal()) {
      for (Transaction transaction : getOngoingTransactions()) {
        if (transaction instanceof ServerTransaction server) {
          letEnd(server);
        }
      }
    }
    super.invalidate(bypassCheck);
  }

  /** RFC 3261 17.2: an answered one goes on until its timer H, I or J. */
  private void letEnd(ServerTransaction transaction) {
    if (isUnanswered(transaction)) {
      refuse(transaction);
    }
    TransactionState state = transaction.getState();
    if (!TransactionState.COMPLETED.equals(state) && !TransactionState.CONFIRMED.equals(state)) {
      return;
    }
    ongoingTransactions.remove(transaction);
    if (transaction.getApplicationData() instanceof TransactionApplicationData data) {
      data.cleanUp();
    }
    // It would keep the session as long as itself.
    transaction.setApplicationData(null);
    if (sessionCreatingTransactionRequest != null
        && sessionCreatingTransactionRequest.getTransaction() == transaction) {
      sessionCreatingTransactionRequest.cleanUp();
      sessionCreatingTransactionRequest = null;
    }
  }

  /** Called as soon as a request has its turn in the session (RFC 3261 12.2.2). */
  @Override
  public boolean validateCSeq(MobicentsSipServletRequest request) {
    if (isValidInternal() && getSipApplicationSession().isValidInternal()) {
      return super.validateCSeq(request);
    }
    if (request.getTransaction() instanceof ServerTransaction transaction
        && !request.getMethod().equals(Request.ACK)
        && isUnanswered(transaction)) {
      if (((SIPRequest) transaction.getRequest()).getToTag() == null) {
        LOG.warn(
            "{} of Call-ID {} gets 500, as its session ended before its turn",
            request.getMethod(),
            request.getCallId());
      }
      refuse(transaction);
    }
    return false;
  }

  private static boolean isUnanswered(ServerTransaction transaction) {
    TransactionState state = transaction.getState();
    return state == null
        || state.equals(TransactionState.TRYING)
        || state.equals(TransactionState.PROCEEDING);
  }

  private static void refuse(ServerTransaction transaction) {
    SIPRequest request = (SIPRequest) transaction.getRequest();
    boolean inDialog = request.getToTag() != null;
    SIPResponse refusal =
        request.createResponse(
            inDialog
                ? Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST
                : Response.SERVER_INTERNAL_ERROR);
    try {
      if (!inDialog) {
        refusal.getTo().setTag(Utils.getInstance().generateTag());
      }
      transaction.sendResponse(refusal);
    } catch (SipException | InvalidArgumentException | ParseException e) {
      LOG.debug("{} not sent", refusal.getStatusCode(), e);
    }
  }
}
