package io.tollgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.TollgateServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RFC 8506 5.7: without a credit-control server, the failure handling decides about each call. */
class ReadyWithoutOcsIT {

  /** Nobody listens there. */
  private static final String DEAD_OCS = "ocs.example.com@127.0.0.1:1;ro";

  @Test
  void isNotReadyWhileThePolicyWouldRefuseEveryCall() throws Exception {
    try (TollgateServer server = start("terminate")) {
      HttpResponse<String> ready = get(server, "/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("no OCS is connected");
      // The alarm looks at that.
      assertThat(get(server, "/metrics").body()).contains("tollgate_ready 0.0");
    }
  }

  @Test
  void isReadyWhereCallsGoOnWithoutCredit() throws Exception {
    try (TollgateServer server = start("continue")) {
      assertThat(get(server, "/ready").statusCode()).isEqualTo(200);
      assertThat(get(server, "/metrics").body()).contains("tollgate_ready 1.0");
    }
  }

  private static TollgateServer start(String failureHandling) {
    return TollgateServer.start(
        Map.of(
            "charging.mode", "online",
            "charging.failure-handling", failureHandling,
            "diameter.peers", DEAD_OCS));
  }

  private static HttpResponse<String> get(TollgateServer server, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.httpPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
