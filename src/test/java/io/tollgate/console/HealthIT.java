package io.tollgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.TollgateServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthIT {
  private TollgateServer server;

  @BeforeAll
  void start() {
    server = TollgateServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  @Order(1)
  void isReadyOnceSessionsAreLetIn() throws Exception {
    HttpResponse<String> ready = get("/ready");

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).startsWith("ready").contains("every service is free of charge");
    assertThat(get("/metrics").body()).contains("tollgate_charging_nothing 1.0");
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void showsLiveGaugesInPrometheusForm() throws Exception {
    assertThat(get("/metrics").body())
        .contains("tollgate_ready 1.0")
        .contains("tollgate_sip_application_sessions ")
        .contains("tollgate_sip_legs ")
        .contains("tollgate_sip_pending_work ");
  }

  @Test
  @Order(2)
  void theFirstPageSaysHowTheServerDoes() throws Exception {
    assertThat(get("/").body()).contains("ready").contains("every service is free of charge");
  }

  @Test
  @Order(3)
  void isAliveButNotReadyWhileDraining() throws Exception {
    server.application().admission().drain();

    HttpResponse<String> ready = get("/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).startsWith("draining");
    assertThat(ready.headers().firstValue("Retry-After")).hasValue("10");
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
