package io.tollgate.launcher;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.io.IOException;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Refuses other versions of SIP with 505 (RFC 3261 21.5.6). The stack's parser means to but only
 * creates its exception, and keeps 2.0 whatever stood in the request line; the topmost Via still
 * tells the version that the sender speaks.
 */
public final class VersionValve implements SIPMessageValve {
  private static final Logger LOG = LogManager.getLogger(VersionValve.class);
  private static final String SERVED = "2.0";

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    if (SERVED.equals(request.getTopmostVia().getSentProtocol().getProtocolVersion())) {
      return true;
    }
    if (!request.getMethod().equals("ACK")) {
      refuse(request, channel);
    }
    return false;
  }

  private static void refuse(SIPRequest request, MessageChannel channel) {
    SIPResponse refusal = request.createResponse(Response.VERSION_NOT_SUPPORTED);
    try {
      channel.sendMessage(refusal);
    } catch (IOException e) {
      LOG.debug("505 not sent", e);
    }
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    return true;
  }

  @Override
  public void init(SipStack stack) {
    // It needs nothing of the stack.
  }

  @Override
  public void destroy() {
    // It holds nothing.
  }
}
