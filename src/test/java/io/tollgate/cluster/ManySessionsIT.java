package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.PostgresServer;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.ocs.CreditRequest;
import io.tollgate.lab.ocs.OcsFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long it takes to settle a dead server that had 5,000 open charging sessions: 2,500 calls,
 * each charged offline and online, with 5,000 parties. {@code -Dtollgate.calls} says another
 * number.
 */
@EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
class ManySessionsIT {

  private static final int CALLS = Integer.getInteger("tollgate.calls", 2_500);
  private static final int PERCENTILE = 95;
  private static final long SUCCESS = 2001;
  private static final Duration LEASE = Duration.ofSeconds(8);
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Path folder =
      Path.of("target", "tollgate-it", UUID.randomUUID().toString()).toAbsolutePath();

  private static Map<String, String> settings(
      PostgresServer database, Lab lab, Path folder, String name) throws IOException {
    Map<String, String> settings = new TreeMap<>(database.settings());
    settings.put("cluster.lease", LEASE.toSeconds() + "s");
    settings.put("cluster.patience", "3s");
    settings.put("charging.mode", "both");
    settings.put(
        "journal.file",
        Files.createDirectories(folder.resolve(name)).resolve("journal.db").toString());
    settings.put("diameter.identity", name + ".lab.tollgate.example");
    settings.put("diameter.realm", "lab.tollgate.example");
    settings.put(
        "diameter.peers",
        "cdf.lab.tollgate.example@127.0.0.1:%d;rf,ocs.lab.tollgate.example@127.0.0.1:%d;ro"
            .formatted(lab.cdfNode().port(), lab.ocsNode().port()));
    return settings;
  }

  @Test
  void fiveThousandSessionsAreClosedAndTheirPartiesToldInSeconds() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (PostgresServer database = PostgresServer.start();
        Lab lab =
            Lab.start(LabConfig.ephemeral().with("directory", folder.resolve("lab").toString()));
        TollgateServer survivor =
            TollgateServer.start(settings(database, lab, folder, "survivor"));
        ServerProcess victim =
            ServerProcess.start(
                settings(database, lab, folder, "killed"), folder.resolve("killed.log"));
        Connection asked = database.owner();
        DatagramSocket phones =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SippRun callee = party("callee", "bob").calls(1).start();
        SippRun caller =
            party("N1-caller", "alice")
                .to(victim.sipPort())
                .key("target", "sip:bob@127.0.0.1:" + callee.port())
                .key("icid", "one-of-many")
                .option("-set", "talk", "600000")
                .calls(1)
                .start()) {
      assertThat(survivor.sipPort()).isPositive();
      Await.until(
          () ->
              number(asked, "SELECT count(*) FROM session") == 2
                  && number(asked, "SELECT count(*) FROM open_session") == 2,
          "a call to be up and charged on both interfaces");
      assertThat(caller.port()).isPositive();
      multiply(database, phones.getLocalPort());
      multiply(lab.ocs());
      Thread answering = new Thread(() -> answer(phones, told), "phones");
      answering.setDaemon(true);
      answering.start();
      phones.setReceiveBufferSize(8 << 20);

      victim.kill();
      Instant died = Instant.now();
      Await.until(() -> isEmpty(asked, "open_session"), "all closings to be records");
      Await.until(() -> isEmpty(asked, "pending"), "all of them to be answered");
      Await.until(() -> told.get() >= 2 * CALLS, "all parties to be told");
      Duration over = Duration.between(died, Instant.now());
      Duration offline = percentile(stops(), died);
      Duration online = percentile(terminations(), died);
      System.out.printf(
          "%d calls: p95 of STOP %d ms, of TERMINATION %d ms, all parties told after %d ms, lease %d ms%n",
          CALLS, offline.toMillis(), online.toMillis(), over.toMillis(), LEASE.toMillis());
      assertThat(stops()).hasSize(CALLS + 1);
      assertThat(terminations()).hasSize(CALLS + 1);
      assertThat(number(asked, "SELECT count(*) FROM dead_letter")).isZero();
      assertThat(offline).isLessThan(LEASE.plus(MARGIN));
      assertThat(online).isLessThan(LEASE.plus(MARGIN));
    }
  }

  /** The one call that is up, so many times; of its parties, all at one port. */
  private static void multiply(PostgresServer database, int phones) throws SQLException {
    try (Connection connection = database.owner();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          ("INSERT INTO open_session (session, node, channel, number, boot, updated, body) SELECT"
                  + " session || ';' || i, node, channel, number, boot, updated,"
                  + " convert_to(replace(convert_from(body, 'UTF8'), session, session || ';' || i),"
                  + " 'UTF8') FROM open_session, generate_series(1, %d) i")
              .formatted(CALLS));
      statement.executeUpdate(
          ("INSERT INTO session (node, id, updated, legs) SELECT node, id || i, updated,"
                  + " convert_to(regexp_replace(convert_from(legs, 'UTF8'),"
                  + " '\"target\":\"[^\"]*\"', '\"target\":\"sip:p@127.0.0.1:%d\"'), 'UTF8') FROM"
                  + " session, generate_series(1, %d) i")
              .formatted(phones, CALLS));
    }
  }

  /** The one session that is open at the OCS, so many times. */
  private static void multiply(OcsFunction ocs) {
    CreditRequest one = ocs.engine().sessions().iterator().next().opening();
    ocs.engine().accounts().forEach(each -> ocs.setBalance(each.name(), Long.MAX_VALUE / 2));
    for (int i = 1; i <= CALLS; i++) {
      assertThat(
              ocs.engine()
                  .handle(
                      new CreditRequest(
                          one.sessionId() + ";" + i,
                          one.type(),
                          one.number(),
                          false,
                          one.originHost(),
                          one.originRealm(),
                          one.serviceContext(),
                          one.subscribers(),
                          one.action(),
                          one.participants(),
                          one.groups(),
                          one.refund()))
                  .result())
          .isEqualTo(SUCCESS);
    }
  }

  private static void answer(DatagramSocket phones, AtomicInteger told) {
    byte[] buffer = new byte[65_535];
    while (!phones.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        phones.receive(packet);
        String bye = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        byte[] ok =
            ("SIP/2.0 200 OK\r\n"
                    + bye.lines()
                        .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
                        .collect(Collectors.joining("\r\n"))
                    + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        phones.send(new DatagramPacket(ok, ok.length, packet.getSocketAddress()));
        told.incrementAndGet();
      } catch (IOException e) {
        return;
      }
    }
  }

  private Stream<Instant> stops() {
    return received("records.csv", ",STOP,");
  }

  private Stream<Instant> terminations() {
    return received("credit.csv", ",TERMINATION,");
  }

  /** When each of them came. */
  private Stream<Instant> received(String file, String type) {
    try {
      return Files.readAllLines(folder.resolve("lab").resolve(file)).stream()
          .filter(line -> line.contains(type))
          .map(line -> Instant.parse(line.substring(0, line.indexOf(','))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration percentile(Stream<Instant> all, Instant died) {
    List<Instant> sorted = all.sorted().toList();
    return Duration.between(died, sorted.get(sorted.size() * PERCENTILE / 100));
  }

  private static boolean isEmpty(Connection database, String table) {
    return number(database, "SELECT count(*) FROM (SELECT FROM " + table + " LIMIT 1) one") == 0;
  }

  private static SippRunner party(String scenario, String user) {
    return SippRunner.scenario(scenario)
        .key("user", user)
        .key("domain", "example.com")
        .key("contact_params", ";+g.oma.sip-im")
        .key("msrp_port", 9)
        .key("msrp_path", "msrp://127.0.0.1:9/" + user + ";tcp")
        .key("msrp_setup", "active")
        .limit(Duration.ofMinutes(4));
  }

  private static long number(Connection database, String question) {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
