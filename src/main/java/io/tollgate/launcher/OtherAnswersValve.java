package io.tollgate.launcher;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.util.Iterator;
import javax.sip.SipStack;
import javax.sip.header.ViaHeader;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Drops a response whose top Via names somebody else (RFC 3261 18.1.2), before the stack finds a
 * dialog that it could belong to: with the tags of an early one it would be taken for the answer,
 * and the true one behind it for a copy.
 */
public final class OtherAnswersValve implements SIPMessageValve {
  private static final Logger LOG = LogManager.getLogger(OtherAnswersValve.class);

  @SuppressWarnings("NullAway.Init") // the stack calls init before anything else
  private SipStack stack;

  @Override
  public void init(SipStack itsStack) {
    stack = itsStack;
  }

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    return true;
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    ViaHeader via = ((SIPResponse) response).getTopmostVia();
    if (via != null && isOfSomebodyElse(via)) {
      LOG.debug("a response that is not for this server");
      return false;
    }
    return true;
  }

  private boolean isOfSomebodyElse(ViaHeader via) {
    Iterator<?> providers = stack.getSipProviders();
    return providers.hasNext()
        && providers.next() instanceof SipProviderImpl provider
        && provider.getSipListener() instanceof OwnDialogsDispatcher dispatcher
        && dispatcher.isViaHeaderExternal(via);
  }

  @Override
  public void destroy() {
    // Holds nothing.
  }
}
