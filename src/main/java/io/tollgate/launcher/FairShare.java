package io.tollgate.launcher;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * How many requests of one address are served at a time; further ones get 503. Jetty's own handler
 * of this kind lets them wait, also the ends of writes for which those within wait: together they
 * would wait for ever.
 */
final class FairShare extends Handler.Wrapper {
  private final int most;
  private final ConcurrentMap<String, Integer> served = new ConcurrentHashMap<>();

  FairShare(int most) {
    this.most = most;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String source = Request.getRemoteAddr(request);
    if (served.merge(source, 1, Integer::sum) > most) {
      leave(source);
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
      Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
      return true;
    }
    try {
      return super.handle(request, response, callback);
    } finally {
      leave(source);
    }
  }

  private void leave(String source) {
    served.computeIfPresent(source, (same, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
  }
}
