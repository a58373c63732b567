package io.tollgate.sip;

import java.io.IOException;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/** Where every SIP message of the application comes in. */
public final class FrontServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doOptions(SipServletRequest request) throws IOException {
    request.createResponse(SipServletResponse.SC_OK).send();
    request.getApplicationSession().setInvalidateWhenReady(true);
  }
}
