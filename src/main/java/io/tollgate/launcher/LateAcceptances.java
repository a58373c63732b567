package io.tollgate.launcher;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import java.util.List;
import java.util.function.Predicate;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The 2xx to an INVITE that the container would take wrongly. A copy that waited until the stack
 * forgot the transaction comes without its dialog, and the container would forget that, too: the
 * call could never be hung up. One of a call that is over the container drops, though whoever sent
 * it is to be sent ACK and BYE (RFC 3261 13.2.2.4).
 */
final class LateAcceptances {
  private static final Logger LOG = LogManager.getLogger(LateAcceptances.class);

  /** Of every branch that is the container's (RFC 3261 8.1.1.7). */
  static final String COOKIE = "z9hG4bK";

  /** The container's branches name the session; nobody is to be told what becomes of these. */
  private static final String BRANCH = COOKIE + "over";

  private final Predicate<SIPResponse> sessionIsGone;

  LateAcceptances(Predicate<SIPResponse> sessionIsGone) {
    this.sessionIsGone = sessionIsGone;
  }

  /** False for a response that is the container's business. */
  boolean take(ResponseEvent event) {
    SIPResponse response = (SIPResponse) event.getResponse();
    String branch = response.getTopmostVia().getBranch();
    if (branch == null || !branch.startsWith(COOKIE)) {
      return false;
    }
    if (branch.startsWith(BRANCH)) {
      return true;
    }
    if (!response.getCSeq().getMethod().equals(Request.INVITE)
        || response.getStatusCode() / 100 != 2) {
      return false;
    }
    SipProvider provider = (SipProvider) event.getSource();
    SIPTransactionStack stack = (SIPTransactionStack) provider.getSipStack();
    SIPDialog dialog = stack.getDialog(response.getDialogId(false));
    try {
      if (sessionIsGone.test(response)) {
        hangUp(response, dialog, provider, stack);
        return true;
      }
      if (event.getDialog() == null && dialog != null) {
        acknowledgeAgain(response, dialog);
        return true;
      }
    } catch (SipException | ParseException | InvalidArgumentException e) {
      LOG.debug("a late 2xx of Call-ID {}", response.getCallId().getCallId(), e);
      return true;
    }
    return false;
  }

  /** Before the first ACK there is nothing to repeat; it comes when the application sends it. */
  private static void acknowledgeAgain(SIPResponse copy, SIPDialog dialog) throws SipException {
    if (DialogState.CONFIRMED.equals(dialog.getState())
        && dialog.isLastAckPresent()
        && dialog.getLastAckSentCSeq().getSeqNumber() == copy.getCSeq().getSeqNumber()) {
      dialog.resendAck();
    }
  }

  private static void hangUp(
      SIPResponse accepted,
      @Nullable SIPDialog dialog,
      SipProvider provider,
      SIPTransactionStack stack)
      throws SipException, ParseException, InvalidArgumentException {
    provider.sendRequest(inDialog(accepted, Request.ACK, 0));
    if (dialog != null && DialogState.TERMINATED.equals(dialog.getState())) {
      // It had its BYE, or has one of ours under way.
      return;
    }
    SIPRequest bye = inDialog(accepted, Request.BYE, 1);
    if (stack.findTransaction(bye, false) == null) {
      provider.getNewClientTransaction(bye).sendRequest();
    }
    if (dialog != null) {
      dialog.delete();
    }
  }

  private static SIPRequest inDialog(SIPResponse accepted, String method, int later)
      throws ParseException, InvalidArgumentException, SipException {
    ContactHeader contact = accepted.getContactHeader();
    if (contact == null) {
      throw new SipException("it has no Contact");
    }
    SIPRequest request = new SIPRequest();
    request.setMethod(method);
    request.setRequestURI((URI) contact.getAddress().getURI().clone());
    request.setCallId(accepted.getCallId());
    request.setFrom(accepted.getFrom());
    request.setTo(accepted.getTo());
    request.setCSeq(new CSeq(accepted.getCSeq().getSeqNumber() + later, method));
    request.setMaxForwards(new MaxForwards(70));
    Via via = (Via) accepted.getTopmostVia().clone();
    via.removeParameter("received");
    via.removeParameter("rport");
    via.setBranch(BRANCH + method + Integer.toHexString(accepted.getDialogId(false).hashCode()));
    request.setVia(List.of(via));
    route(request, accepted);
    return request;
  }

  /** RFC 3261 12.1.2: the way back through the proxies that wanted to stay. */
  private static void route(SIPRequest request, SIPResponse accepted) {
    if (accepted.getRecordRouteHeaders() == null) {
      return;
    }
    RouteList routes = new RouteList();
    for (RecordRoute recorded : accepted.getRecordRouteHeaders()) {
      Route route = new Route();
      route.setAddress((gov.nist.javax.sip.address.AddressImpl) recorded.getAddress().clone());
      routes.addFirst(route);
    }
    request.setHeader(routes);
  }
}
