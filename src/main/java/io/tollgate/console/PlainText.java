package io.tollgate.console;

import java.io.IOException;
import javax.servlet.http.HttpServletResponse;

/** Answers that are a few words, never cached. */
final class PlainText {
  private PlainText() {}

  static void send(HttpServletResponse response, int status, String text) throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().println(text);
  }
}
