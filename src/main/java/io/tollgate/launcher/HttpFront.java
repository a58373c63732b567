package io.tollgate.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.eclipse.jetty.ee8.nested.ErrorHandler;
import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.ee8.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * HTTP by Jetty: it serves the HTTP servlets that the application's web.xml names, with the
 * application's own class loader and what it keeps in its servlet context. Tomcat has read the
 * descriptor and opens no port for HTTP.
 */
final class HttpFront implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(HttpFront.class);

  /** Streams of events hold one each; the console bounds them to fewer. */
  private static final int MOST_THREADS = 48;

  /** The others take and close connections, and answer whoever asks how the server is. */
  private static final int MOST_THREADS_OF_ALL = 40;

  /** Of one address: a reverse proxy has one for all that it serves. */
  private static final int MOST_THREADS_PER_SOURCE = 32;

  /** Octets of answers that the system holds for one that does not read. */
  private static final int MOST_UNREAD = 64 * 1024;

  private static final int SPARE_THREAD_MILLIS = 5_000;
  private static final HttpConnections.Bounds CONNECTIONS =
      new HttpConnections.Bounds(100, 500, Duration.ofSeconds(30), Duration.ofSeconds(60));
  private static final long SWEEP_SECONDS = 5;
  private static final int LARGEST_HEAD = 16 * 1024;
  private static final int LARGEST_FORM = 64 * 1024;
  private static final int MOST_FIELDS = 100;
  private static final long IDLE_MILLIS = 30_000;
  private static final long STOP_MILLIS = 500;

  /** The names under which an application keeps what its servlets need. */
  private static final String OWN = "io.tollgate.";

  private final Server server;
  private final ServerConnector connector;

  private HttpFront(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /** Returns once the port is open. */
  static HttpFront start(HttpOptions options, StandardContext application) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
    threads.setName("tollgate-http");
    threads.setDaemon(true);
    threads.setIdleTimeout(SPARE_THREAD_MILLIS);
    // All that are idle, where Jetty lets go of one in that time.
    threads.setMaxEvictCount(MOST_THREADS);
    threads.setStopTimeout(STOP_MILLIS);
    Server server = new Server(threads);
    // Connections that are kept alive, and streams of events, are not waited for.
    server.setStopTimeout(0);
    ServerConnector connector = connector(server, options);
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptedSendBufferSize(MOST_UNREAD);
    server.addConnector(connector);
    HttpConnections connections = new HttpConnections(CONNECTIONS, System::nanoTime);
    connector.addBean(connections);
    FairShare fair = new FairShare(MOST_THREADS_PER_SOURCE, MOST_THREADS_OF_ALL);
    HttpDoor door = new HttpDoor(connections, LARGEST_FORM);
    fair.setHandler(servlets(application));
    door.setHandler(fair);
    server.setHandler(door);
    HttpFront front = new HttpFront(server, connector);
    try {
      server.start();
      front.sweepLater(connections);
      return front;
    } catch (Exception e) {
      // Server.start declares it; all that fails here is the listener or its key store.
      front.close();
      throw new StartupException("HTTP listener " + options + ": " + e.getMessage(), e);
    }
  }

  private void sweepLater(HttpConnections connections) {
    connector
        .getScheduler()
        .schedule(
            () -> {
              connections.sweep();
              sweepLater(connections);
            },
            SWEEP_SECONDS,
            TimeUnit.SECONDS);
  }

  private static ServerConnector connector(Server server, HttpOptions options) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(LARGEST_HEAD);
    if (options.keyStore() == null) {
      return new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    }
    // Which names are served is the console's to say: it answers 421 to others.
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStoreType("PKCS12");
    tls.setKeyStorePath(options.keyStore().toUri().toString());
    tls.setKeyStorePassword(options.password());
    tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    return new ServerConnector(
        server, 1, 1, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
  }

  private static ServletContextHandler servlets(StandardContext application) {
    ServletContextHandler handler = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
    handler.setContextPath("/");
    handler.setClassLoader(application.getLoader().getClassLoader());
    handler.setMaxFormContentSize(LARGEST_FORM);
    handler.setMaxFormKeys(MOST_FIELDS);
    handler.setErrorHandler(new PlainErrors());
    ServletContext kept = application.getServletContext();
    for (String name : Collections.list(kept.getAttributeNames())) {
      if (name.startsWith(OWN)) {
        handler.setAttribute(name, kept.getAttribute(name));
      }
    }
    for (String pattern : application.findServletMappings()) {
      if (application.findChild(application.findServletMapping(pattern)) instanceof Wrapper one) {
        handler.addServlet(holder(one), pattern);
      }
    }
    return handler;
  }

  private static ServletHolder holder(Wrapper servlet) {
    ServletHolder holder = new ServletHolder();
    holder.setName(servlet.getName());
    holder.setClassName(servlet.getServletClass());
    for (String name : servlet.findInitParameters()) {
      holder.setInitParameter(name, servlet.findInitParameter(name));
    }
    return holder;
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // Server.stop declares it; SIP has to stop all the same, and the threads are daemons.
      LOG.warn("HTTP did not stop cleanly: {}", e.toString());
    }
  }

  /** A status and its name: nothing of the request, no cause, no version. */
  private static final class PlainErrors extends ErrorHandler {
    PlainErrors() {
      setShowServlet(false);
      setShowStacks(false);
    }

    @Override
    protected void generateAcceptableResponse(
        org.eclipse.jetty.ee8.nested.Request base,
        HttpServletRequest request,
        javax.servlet.http.HttpServletResponse response,
        int code,
        String message,
        String contentType)
        throws IOException {
      response.setContentType("text/plain; charset=utf-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.getWriter().println(code + " " + org.eclipse.jetty.http.HttpStatus.getMessage(code));
      base.setHandled(true);
    }
  }
}
