package io.tollgate.launcher;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * How many requests of one address, and of all, are served at a time; further ones get 503. Jetty's
 * own handler of this kind lets them wait, also the ends of writes for which those within wait:
 * together they would wait for ever. Who asks how the server is gets in all the same: such an
 * answer fits into what a connection takes unread, so no thread waits for its reader.
 */
final class FairShare extends Handler.Wrapper {
  private static final Set<String> PROBES = Set.of("/health", "/ready");

  private final int perSource;
  private final int inAll;
  private final ConcurrentMap<String, Integer> served = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  FairShare(int perSource, int inAll) {
    this.perSource = perSource;
    this.inAll = inAll;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (PROBES.contains(Request.getPathInContext(request))) {
      return super.handle(request, response, callback);
    }
    String source = Request.getRemoteAddr(request);
    if (!enter(source)) {
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

  private boolean enter(String source) {
    boolean room = served.merge(source, 1, Integer::sum) <= perSource;
    if (all.incrementAndGet() <= inAll && room) {
      return true;
    }
    leave(source);
    return false;
  }

  private void leave(String source) {
    all.decrementAndGet();
    served.computeIfPresent(source, (same, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
  }
}
