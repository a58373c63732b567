package io.tollgate.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.TollgateServer;
import io.tollgate.phone.Call;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What dashboards and rules ask for is what a server shows. */
class DashboardIT {
  private static final Path FOLDER = Path.of("deploy", "monitoring");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:tollgate|jvm|process|system)_[a-z_]+[a-z](?=[{\\[ ])");

  /** Shown once it has happened: to whom depends on what went wrong. */
  private static final Set<String> WHEN_IT_HAPPENS =
      Set.of(
          "tollgate_charging_incidents_total",
          "tollgate_charging_refusals_total",
          "tollgate_diameter_answers_total",
          "tollgate_diameter_dropped_total",
          "tollgate_ledger_units_total",
          // by a server of several
          "tollgate_cluster_lease_held",
          "tollgate_cluster_local",
          // where files of charging data records are written
          "tollgate_cdr_failing",
          "tollgate_cdr_unpushed",
          // where messages are deferred
          "tollgate_deferred_damaged",
          "jvm_gc_pause_seconds_sum");

  @Test
  void everyMetricOfTheDashboardAndOfTheRulesIsShownByAServer() throws Exception {
    Set<String> wanted = new TreeSet<>();
    for (String file : new String[] {"dashboard.json", "alerts.yml"}) {
      wanted.addAll(metrics(Files.readString(FOLDER.resolve(file))));
    }
    assertThat(wanted).hasSizeGreaterThan(25);
    wanted.removeAll(WHEN_IT_HAPPENS);
    try (TollgateServer server =
            TollgateServer.start(
                Map.of("charging.mode", "offline", "diameter.peers", "cdf@127.0.0.1:1;rf"));
        PhoneBank bank = new PhoneBank(server.sipPort())) {
      Call call = bank.phone("alice").call(bank.phone("bob").uri());
      assertThat(call.status()).isEqualTo(200);
      assertThat(call.bye().status()).isEqualTo(200);
      assertThat(metrics(scrape(server))).containsAll(wanted);
    }
  }

  private static Set<String> metrics(String text) {
    return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static String scrape(TollgateServer server) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
