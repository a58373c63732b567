package io.tollgate.sip;

import io.tollgate.log.Brief;
import io.tollgate.log.LogContext;
import io.tollgate.sip.admission.Admission;
import io.tollgate.sip.admission.OverloadLimit;
import io.tollgate.sip.admission.SelfCall;
import io.tollgate.sip.container.LocalInterfaces;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.trust.Believed;
import io.tollgate.sip.trust.Door;
import java.io.IOException;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Where every SIP message comes in: refused here, or passed on to the dispatcher. */
public final class FrontServlet extends SipServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LogManager.getLogger(FrontServlet.class);

  @SuppressWarnings("NullAway.Init") // the container calls init before anything else
  private transient Admission admission;

  @SuppressWarnings("NullAway.Init")
  private transient OverloadLimit overload;

  @SuppressWarnings("NullAway.Init")
  private transient SelfCall selfCall;

  @SuppressWarnings("NullAway.Init")
  private transient SipContainer container;

  @SuppressWarnings("NullAway.Init")
  private transient SipDispatcher front;

  @SuppressWarnings("NullAway.Init")
  private transient Door door;

  @Override
  public void init() {
    SipEntrance entrance = SipEntrance.of(getServletContext());
    admission = entrance.admission();
    overload = entrance.overload();
    selfCall = entrance.selfCall();
    container = entrance.sipContainer();
    front = entrance.sipDispatcher();
    door = entrance.door();
  }

  @Override
  protected void doRequest(SipServletRequest request) throws IOException {
    LogContext.Session former = LogContext.enter(LogContext.call(request.getCallId()));
    try {
      container.account(request);
      if (request.isInitial()) {
        LocalInterfaces.arrived(request);
      }
      boolean own = isOwn(request);
      if (!own && !door.lets(request)) {
        refuseStranger(request);
      } else if (!request.isInitial()) {
        front.request(request);
      } else if (own || (admission.open() && overload.admits(request.getMethod()))) {
        Believed.recover(request, container::hiddenHeader);
        front.request(request);
      } else if (!request.getMethod().equals("ACK")) {
        refuse(request);
      }
    } catch (RuntimeException e) {
      LOG.error(
          "{} of Call-ID {} failed: {}", request.getMethod(), request.getCallId(), Brief.of(e));
      if (!request.getMethod().equals("ACK") && !request.isCommitted()) {
        Sending.send(request.createResponse(SipServletResponse.SC_SERVER_INTERNAL_ERROR));
      }
      if (request.isInitial() && request.getApplicationSession().isValid()) {
        request.getApplicationSession().setInvalidateWhenReady(true);
      }
    } finally {
      LogContext.leave(former);
    }
  }

  /** A self-call may come when the warm-up has ended; it is not charged all the same. */
  private boolean isOwn(SipServletRequest request) {
    return request.isInitial() ? selfCall.recognise(request) : SelfCall.is(request);
  }

  /** Where the stack has not done so before; in a container of the operator's it may not know. */
  private static void refuseStranger(SipServletRequest request) throws IOException {
    if (!request.getMethod().equals("ACK")) {
      request.createResponse(SipServletResponse.SC_FORBIDDEN).send();
    }
    if (request.isInitial()) {
      request.getApplicationSession().setInvalidateWhenReady(true);
    }
  }

  @Override
  protected void doResponse(SipServletResponse response) {
    LogContext.Session former = LogContext.enter(LogContext.call(response.getCallId()));
    try {
      container.account(response);
      front.response(response);
    } catch (RuntimeException e) {
      LOG.error(
          "{} to {} of Call-ID {} failed: {}",
          response.getStatus(),
          response.getMethod(),
          response.getCallId(),
          Brief.of(e));
    } finally {
      LogContext.leave(former);
    }
  }

  private void refuse(SipServletRequest request) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", Long.toString(admission.retryAfterSeconds()));
    response.send();
    request.getApplicationSession().setInvalidateWhenReady(true);
  }
}
