package io.tollgate.sip.controlling;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets documents by HTTP; one that has an entity tag comes again only when it has changed (RFC 9110
 * 13.1.2). What is kept is bounded by the number of groups that the operator has named.
 */
final class HttpDocuments {

  private record Known(String tag, byte[] bytes) {}

  private final Supplier<HttpClient> http;
  private final String type;
  private final int maxBytes;
  private final Duration timeout;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  HttpDocuments(Supplier<HttpClient> http, String type, int maxBytes, Duration timeout) {
    this.http = http;
    this.type = type;
    this.maxBytes = maxBytes;
    this.timeout = timeout;
  }

  byte[] get(String location) throws IOException, InterruptedException {
    Known before = known.get(location);
    HttpResponse<InputStream> response =
        http.get().send(request(location, before), HttpResponse.BodyHandlers.ofInputStream());
    if (before != null && response.statusCode() == 304) {
      response.body().close();
      return before.bytes();
    }
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("HTTP " + response.statusCode() + " (expected: 200)");
    }
    byte[] bytes = limited(response.body(), maxBytes);
    response
        .headers()
        .firstValue("ETag")
        .ifPresentOrElse(
            tag -> known.put(location, new Known(tag, bytes)), () -> known.remove(location));
    return bytes;
  }

  private HttpRequest request(String location, @Nullable Known before) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(location)).timeout(timeout).header("Accept", type);
    if (before != null) {
      request.header("If-None-Match", before.tag());
    }
    return request.build();
  }

  static byte[] limited(InputStream stream, int maxBytes) throws IOException {
    try (stream) {
      byte[] bytes = stream.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IOException("a member list of more than " + maxBytes + " bytes");
      }
      return bytes;
    }
  }
}
