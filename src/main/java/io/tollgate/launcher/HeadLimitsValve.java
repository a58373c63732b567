package io.tollgate.launcher;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Answers a request whose head the parser objects to, before anything is made of it; such a
 * response is as good as one that did not come.
 */
public final class HeadLimitsValve implements SIPMessageValve {
  private static final Logger LOG = LogManager.getLogger(HeadLimitsValve.class);

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    if (!(taken(request) instanceof HeadCheck.Objection objection)) {
      return true;
    }
    LOG.debug("a request is not taken: {}", objection.reason());
    return RequestValve.refuse(request, channel, objection.status(), objection.reason());
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    if (!(taken((SIPResponse) response) instanceof HeadCheck.Objection objection)) {
      return true;
    }
    LOG.warn("a response is not taken: {}", objection.reason());
    return false;
  }

  /** What the parser left; the place is the container's later. */
  private static Object taken(SIPMessage message) {
    Object found = message.getApplicationData();
    if (found instanceof HeadCheck.Objection) {
      message.setApplicationData(null);
    }
    return found;
  }

  @Override
  public void init(SipStack stack) {
    // The parser knows the limits.
  }

  @Override
  public void destroy() {
    // It holds nothing.
  }
}
