package io.tollgate.console;

import io.tollgate.sip.admission.Admission;
import java.io.IOException;
import java.util.Locale;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code /ready}: 200 while new sessions are let in, 503 while warming up and draining, and while
 * each would be refused: another server may do better.
 */
public final class ReadyServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServerView server = ServerView.of(getServletContext());
    Admission admission = server.admission();
    String why = server.whyEveryCallFails();
    if (admission.open() && why != null) {
      PlainText.send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, why);
      return;
    }
    if (!admission.open()) {
      response.setHeader("Retry-After", Long.toString(admission.retryAfterSeconds()));
    }
    PlainText.send(
        response,
        admission.open() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE,
        admission.state().name().toLowerCase(Locale.ROOT)
            + server.chargesNothing().map(free -> "\n" + free).orElse(""));
  }
}
