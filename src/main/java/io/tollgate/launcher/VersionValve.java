package io.tollgate.launcher;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import javax.sip.message.Response;

/**
 * Refuses other versions of SIP with 505 (RFC 3261 21.5.6). The stack's parser means to but only
 * creates its exception, and keeps 2.0 whatever stood in the request line; the topmost Via still
 * tells the version that the sender speaks.
 */
public final class VersionValve extends RequestValve {
  private static final String SERVED = "2.0";

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    return SERVED.equals(request.getTopmostVia().getSentProtocol().getProtocolVersion())
        || refuse(request, channel, Response.VERSION_NOT_SUPPORTED, "SIP Version Not Supported");
  }
}
