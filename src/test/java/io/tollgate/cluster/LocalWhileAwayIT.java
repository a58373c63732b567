package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.alarm.AlarmConditions;
import io.tollgate.harness.Await;
import io.tollgate.harness.PostgresServer;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.cdf.AccountingRecord;
import io.tollgate.lab.cdf.RecordType;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The database goes away: one service goes on with a file of the server's own, another does not.
 */
class LocalWhileAwayIT {

  private final Path folder =
      Path.of("target", "tollgate-it", UUID.randomUUID().toString()).toAbsolutePath();

  private Map<String, String> settings(PostgresServer database, Lab lab) throws Exception {
    Files.createDirectories(folder);
    Map<String, String> settings = new TreeMap<>(database.settings());
    settings.put("cluster.lease", "6s");
    settings.put("cluster.patience", "2s");
    settings.put("cluster.local", "session");
    settings.put("charging.mode", "offline");
    settings.put("journal.file", folder.resolve("journal.db").toString());
    settings.put("diameter.identity", "alone.lab.tollgate.example");
    settings.put("diameter.realm", "lab.tollgate.example");
    settings.put(
        "diameter.peers",
        "cdf.lab.tollgate.example@127.0.0.1:%d;rf".formatted(lab.cdfNode().port()));
    return settings;
  }

  private static double gauge(TollgateServer server, String name) {
    Gauge gauge = server.application().meters().find(name).gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private static List<RecordType> records(Lab lab) {
    return lab.cdrs().records().stream()
        .filter(record -> !record.isRetransmission())
        .map(AccountingRecord::type)
        .toList();
  }

  @Test
  @RaisesAlarm({AlarmCatalogue.CLUSTER_LEASE, AlarmCatalogue.CLUSTER_LOCAL})
  void itsSessionsAreChargedOnceFromTheirBeginToTheirEnd() throws Exception {
    try (PostgresServer database = PostgresServer.start();
        Lab lab =
            Lab.start(LabConfig.ephemeral().with("directory", folder.resolve("lab").toString()));
        TollgateServer server = TollgateServer.start(settings(database, lab));
        PhoneBank bank = new PhoneBank(server.sipPort()).patience(30)) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");

      AlarmConditions alarms =
          new AlarmConditions(server.application().meters(), Map::of, System::nanoTime);
      assertThat(alarms.get()).isEmpty();
      database.kill();
      Await.until(() -> gauge(server, "tollgate.cluster.lease.held") == 0, "the lease to be over");
      SipText refused =
          alice.request(bob.uri(), "MESSAGE", "", "text/plain", "anybody there?").answer();
      assertThat(refused.startLine()).contains(" 503 ");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(gauge(server, "tollgate.cluster.local")).as("nothing went on yet").isZero();
      assertThat(alarms.get())
          .containsKey(AlarmCatalogue.CLUSTER_LEASE)
          .doesNotContainKey(AlarmCatalogue.CLUSTER_LOCAL);

      Call call = alice.call(bob.uri());
      assertThat(call.status()).isEqualTo(200);
      assertThat(gauge(server, "tollgate.cluster.local")).isEqualTo(1);
      assertThat(alarms.get()).containsKey(AlarmCatalogue.CLUSTER_LOCAL);
      Await.until(() -> records(lab).equals(List.of(RecordType.START)), "the call's START");

      database.startAgain();
      Await.until(() -> gauge(server, "tollgate.cluster.lease.held") == 1, "the lease to be back");
      Await.until(() -> gauge(server, "tollgate.cluster.local") == 0, "the alarm to be over");
      assertThat(alarms.get())
          .doesNotContainKeys(AlarmCatalogue.CLUSTER_LEASE, AlarmCatalogue.CLUSTER_LOCAL);
      assertThat(gauge(server, "tollgate.cluster.local.records")).as("owed: its STOP").isEqualTo(1);
      call.bye();
      Await.until(
          () -> records(lab).equals(List.of(RecordType.START, RecordType.STOP)), "the call's STOP");
      Await.until(() -> gauge(server, "tollgate.cluster.local.records") == 0, "nothing to be owed");
    }
  }
}
