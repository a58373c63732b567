package io.tollgate.launcher;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * What no servlet gets to see: methods that none of them serves (TRACE, which HttpServlet echoes,
 * among them), and forms that are not whole. A form is taken in without a thread that waits for it.
 */
final class HttpDoor extends Handler.Wrapper {
  private static final Set<String> SERVED = Set.of("GET", "HEAD", "POST");

  private final HttpConnections connections;
  private final int largestForm;

  HttpDoor(HttpConnections connections, int largestForm) {
    this.connections = connections;
    this.largestForm = largestForm;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!SERVED.contains(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST");
      return refused(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
    }
    if (request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
      return refused(response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
    }
    if (request.getLength() > largestForm) {
      return refused(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
    }
    if (request.getLength() == 0) {
      return serve(request, response, callback);
    }
    new Form(request, response, callback).collect();
    return true;
  }

  /** What has come of a body; read where it comes, by whatever thread brings it. */
  private final class Form {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private Form(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    private void collect() {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this::collect);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          refused(response, callback, HttpStatus.BAD_REQUEST_400);
          return;
        }
        byte[] octets = new byte[chunk.remaining()];
        chunk.get(octets, 0, octets.length);
        body.writeBytes(octets);
        boolean last = chunk.isLast();
        chunk.release();
        if (body.size() > largestForm) {
          refused(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
          return;
        }
        if (last) {
          serveWhole(new Whole(request, body.toByteArray()), response, callback);
          return;
        }
      }
    }
  }

  private boolean serve(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    if (connection instanceof HttpConnection one && !one.isRequestBufferEmpty()) {
      // More was asked before this is answered: it may be asked anew (RFC 9112 9.3.2). Whoever
      // asks much and reads nothing would have all of it served.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    connections.asked(connection, () -> isStream(response));
    Request.addCompletionListener(request, failure -> connections.answered(connection));
    return super.handle(request, response, callback);
  }

  /** Its servlet says so in the head of its answer, which nobody changes once it is sent. */
  private static boolean isStream(Response response) {
    if (!response.isCommitted()) {
      return false;
    }
    String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null && type.startsWith("text/event-stream");
  }

  private void serveWhole(Request request, Response response, Callback callback) {
    try {
      if (!serve(request, response, callback)) {
        refused(response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Exception e) {
      // As the server does where the first call of handle throws.
      Response.writeError(request, response, callback, e);
    }
  }

  private static boolean refused(Response response, Callback callback, int status) {
    // Nothing is read of what may still come.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    Content.Sink.write(
        response, true, status + " " + HttpStatus.getMessage(status) + "\n", callback);
    return true;
  }

  /** A request with its body in memory. */
  private static final class Whole extends Request.Wrapper {
    private final Content.Source body;

    private Whole(Request request, byte[] body) {
      super(request);
      this.body = Content.Source.from(ByteBuffer.wrap(body));
    }

    @Override
    public Content.Chunk read() {
      return body.read();
    }

    @Override
    public void demand(Runnable more) {
      body.demand(more);
    }

    @Override
    public void fail(Throwable failure) {
      body.fail(failure);
    }

    @Override
    public long getLength() {
      return body.getLength();
    }
  }
}
