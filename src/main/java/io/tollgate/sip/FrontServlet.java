package io.tollgate.sip;

import io.tollgate.Application;
import io.tollgate.sip.admission.Admission;
import io.tollgate.sip.admission.SelfCall;
import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/** Where every SIP message of the application comes in. */
public final class FrontServlet extends SipServlet {
  private static final long serialVersionUID = 1L;
  private transient Admission admission = new Admission(java.time.Duration.ZERO);
  private transient SelfCall selfCall = new SelfCall();

  @Override
  public void init() {
    Application application = Application.of(getServletContext());
    admission = application.admission();
    selfCall = application.selfCall();
  }

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    if (!request.isInitial() || admission.open() || selfCall.recognise(request)) {
      super.doRequest(request);
    } else if (!request.getMethod().equals("ACK")) {
      refuse(request);
    }
  }

  private void refuse(SipServletRequest request) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", Long.toString(admission.retryAfterSeconds()));
    response.send();
    request.getApplicationSession().setInvalidateWhenReady(true);
  }

  @Override
  protected void doOptions(SipServletRequest request) throws IOException {
    request.createResponse(SipServletResponse.SC_OK).send();
    request.getApplicationSession().setInvalidateWhenReady(true);
  }
}
