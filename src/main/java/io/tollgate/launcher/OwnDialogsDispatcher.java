package io.tollgate.launcher;

import gov.nist.javax.sip.message.SIPRequest;
import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.Transaction;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.mobicents.servlet.sip.core.ApplicationRoutingHeaderComposer;
import org.mobicents.servlet.sip.core.SipApplicationDispatcherImpl;

/**
 * Answers 481 to a request of a dialog that this container did not begin (RFC 3261 12.2.2), as one
 * from before a restart. The container would send it on to wherever its Request-URI says: good for
 * a proxy, but a back-to-back user agent is an end of all its dialogs, and this an open relay.
 */
public final class OwnDialogsDispatcher extends SipApplicationDispatcherImpl {
  private static final Logger LOG = LogManager.getLogger(OwnDialogsDispatcher.class);

  private final RequestsOfDialogs requests = new RequestsOfDialogs();

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    Transaction over =
        event.isServerTransaction() ? event.getServerTransaction() : event.getClientTransaction();
    requests.over(over.getApplicationData());
    super.processTransactionTerminated(event);
  }

  @Override
  public void stop() {
    requests.close();
    super.stop();
  }

  @Override
  public void processRequest(RequestEvent event) {
    SIPRequest request = (SIPRequest) event.getRequest();
    String tag = request.getToTag();
    if (tag == null || isOurs(tag)) {
      super.processRequest(event);
    } else if (!request.getMethod().equals("ACK")) {
      refuse(request, (SipProvider) event.getSource());
    }
  }

  private static void refuse(SIPRequest request, SipProvider provider) {
    try {
      provider.sendResponse(request.createResponse(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST));
    } catch (SipException e) {
      LOG.debug("481 not sent", e);
    }
  }

  /** The container's tags name its run and the application. */
  private boolean isOurs(String tag) {
    try {
      return ApplicationRoutingHeaderComposer.getAppNameAndSessionId(this, tag)[1] != null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException foreign) {
      return false;
    }
  }
}
