package io.tollgate.console.callflow;

import io.tollgate.console.ServerState;
import io.tollgate.console.ServerView;
import java.io.IOException;
import java.util.Optional;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code /} and {@code /calls}: the latest sessions; with {@code ?icid=} the story of one, as text
 * where {@code format=text} asks for it.
 */
public final class CallsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 200;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServerView server = ServerView.of(getServletContext());
    CallFlows flows = CallFlows.of(getServletContext());
    String icid = request.getParameter("icid");
    if (icid == null) {
      write(
          response,
          "text/html",
          CallFlowPage.list(
              ServerState.of(server.admission().state(), server.meters(), server.chargesNothing()),
              flows.latest(MOST)));
      return;
    }
    Optional<CallFlow> flow = flows.of(icid);
    if (flow.isEmpty()) {
      response.sendError(
          HttpServletResponse.SC_NOT_FOUND,
          "no such session among the latest (console.call-flows)");
    } else if ("text".equals(request.getParameter("format"))) {
      write(response, "text/plain", CallFlowPage.text(flow.get()));
    } else {
      write(response, "text/html", CallFlowPage.one(flow.get()));
    }
  }

  private static void write(HttpServletResponse response, String type, String text)
      throws IOException {
    response.setContentType(type + "; charset=utf-8");
    response.getWriter().write(text);
  }
}
