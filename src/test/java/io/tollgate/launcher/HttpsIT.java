package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.ServerKey;
import io.tollgate.harness.TollgateServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsIT {

  @Test
  void withACertificateTheConsoleIsServedOverTlsAlone(@TempDir Path folder) throws Exception {
    ServerKey key = ServerKey.create(folder);
    ContainerOptions options =
        TollgateServer.options(Map.of())
            .withEndpoints(
                List.of(new SipEndpoint(SipEndpoint.Transport.UDP, "127.0.0.1", 0)),
                new HttpOptions("127.0.0.1", 0, key.file(), "changeit"));
    assertThat(options.http().toString()).doesNotContain("changeit");
    try (TollgateServer server = TollgateServer.start(options)) {
      HttpClient client = HttpClient.newBuilder().sslContext(key.context()).build();
      URI uri = URI.create("https://127.0.0.1:" + server.httpPort() + "/overview");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      HttpRequest inTheClear =
          HttpRequest.newBuilder(URI.create(uri.toString().replace("https", "http"))).build();
      assertThat(
              HttpClient.newHttpClient()
                  .sendAsync(inTheClear, HttpResponse.BodyHandlers.ofString())
                  .handle((got, failure) -> failure != null || got.statusCode() >= 400)
                  .get())
          .isTrue();
    }
  }
}
