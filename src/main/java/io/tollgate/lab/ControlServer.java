package io.tollgate.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tollgate.lab.common.LabConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves {@link Commands} over HTTP; parameters are in the query. */
public final class ControlServer implements AutoCloseable {

  private final HttpServer server;
  private final Commands commands;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "lab-control");
            thread.setDaemon(true);
            return thread;
          });

  public ControlServer(Lab lab, LabConfig config) throws IOException {
    commands = new Commands(lab);
    server =
        HttpServer.create(
            new InetSocketAddress(
                config.text("control.address"), (int) config.number("control.port")),
            0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    int status = 200;
    String text;
    try {
      text =
          commands.run(
              exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
              parameters(exchange.getRequestURI().getRawQuery()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      status = 400;
      text = e.getMessage() + "\n";
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Map<String, String> parameters(@org.jspecify.annotations.Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query != null) {
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(
              URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return parameters;
  }
}
