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
    HttpResponse<String> ready = ready("terminate");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("no OCS is connected");
  }

  @Test
  void isReadyWhereCallsGoOnWithoutCredit() throws Exception {
    assertThat(ready("continue").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> ready(String failureHandling) throws Exception {
    try (TollgateServer server =
        TollgateServer.start(
            Map.of(
                "charging.mode", "online",
                "charging.failure-handling", failureHandling,
                "diameter.peers", DEAD_OCS))) {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/ready"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    }
  }
}
