package io.tollgate.launcher;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.UUID;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Refuses requests before the stack makes a transaction of them; responses pass. */
abstract class RequestValve implements SIPMessageValve {
  private static final Logger LOG = LogManager.getLogger(RequestValve.class);
  private static final String SALT = UUID.randomUUID().toString();

  /**
   * Without a transaction (RFC 3261 8.2.7): a copy of the request gets a copy of the answer, with
   * the same To tag.
   */
  static boolean refuse(SIPRequest request, MessageChannel channel, int status, String reason) {
    if (request.getMethod().equals("ACK")) {
      return false;
    }
    SIPResponse refusal = request.createResponse(status, reason);
    try {
      if (request.getToTag() == null) {
        refusal.getTo().setTag(tag(request));
      }
      channel.sendMessage(refusal);
    } catch (IOException | ParseException e) {
      LOG.debug("{} not sent", status, e);
    }
    return false;
  }

  /** The same for all copies, and nothing that a stranger could foretell (RFC 3261 19.3). */
  private static String tag(SIPRequest request) {
    String copies =
        SALT
            + request.getTopmostVia()
            + request.getFrom()
            + request.getCallId()
            + request.getCSeq();
    return UUID.nameUUIDFromBytes(copies.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    return true;
  }

  @Override
  public void init(SipStack stack) {
    // Most need nothing of the stack.
  }

  @Override
  public final void destroy() {
    // None holds anything.
  }
}
