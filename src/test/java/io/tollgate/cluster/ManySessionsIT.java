package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.PostgresServer;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.common.LabConfig;
import java.io.IOException;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long it takes to settle a dead server that had 5,000 charging sessions and 5,000 calls. */
@EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
class ManySessionsIT {

  private static final int SESSIONS = 5_000;
  private static final Duration LEASE = Duration.ofSeconds(8);

  private final Path folder =
      Path.of("target", "tollgate-it", UUID.randomUUID().toString()).toAbsolutePath();

  private static Map<String, String> settings(
      PostgresServer database, Lab lab, Path folder, String name) throws IOException {
    Map<String, String> settings = new TreeMap<>(database.settings());
    settings.put("cluster.lease", LEASE.toSeconds() + "s");
    settings.put("cluster.patience", "3s");
    settings.put("charging.mode", "offline");
    settings.put(
        "journal.file",
        Files.createDirectories(folder.resolve(name)).resolve("journal.db").toString());
    settings.put("diameter.identity", name + ".lab.tollgate.example");
    settings.put("diameter.realm", "lab.tollgate.example");
    settings.put(
        "diameter.peers",
        "cdf.lab.tollgate.example@127.0.0.1:%d;rf".formatted(lab.cdfNode().port()));
    return settings;
  }

  @Test
  void fiveThousandAreClosedAndTenThousandPartiesToldInSeconds() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (PostgresServer database = PostgresServer.start();
        Lab lab =
            Lab.start(LabConfig.ephemeral().with("directory", folder.resolve("lab").toString()));
        TollgateServer survivor =
            TollgateServer.start(settings(database, lab, folder, "survivor"));
        ServerProcess victim =
            ServerProcess.start(
                settings(database, lab, folder, "killed"), folder.resolve("killed.log"));
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
      Await.until(() -> number(database, "SELECT count(*) FROM session") == 2, "a call to be up");
      assertThat(caller.port()).isPositive();
      multiply(database, phones.getLocalPort());
      Thread answering = new Thread(() -> answer(phones, told), "phones");
      answering.setDaemon(true);
      answering.start();
      phones.setReceiveBufferSize(8 << 20);

      victim.kill();
      Instant died = Instant.now();
      Path records = folder.resolve("lab").resolve("records.csv");
      Await.until(() -> stops(records) > SESSIONS, "all sessions to be closed at the CDF");
      Duration closed = Duration.between(died, Instant.now());
      Await.until(() -> told.get() >= 2 * SESSIONS, "all parties to be told");
      Duration over = Duration.between(died, Instant.now());
      System.out.printf(
          "%d sessions closed after %d ms, %d parties told after %d ms, lease %d ms%n",
          SESSIONS, closed.toMillis(), told.get(), over.toMillis(), LEASE.toMillis());
      assertThat(number(database, "SELECT count(*) FROM open_session")).isZero();
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
              .formatted(SESSIONS));
      statement.executeUpdate(
          ("INSERT INTO session (node, id, updated, legs) SELECT node, id || i, updated,"
                  + " convert_to(regexp_replace(convert_from(legs, 'UTF8'),"
                  + " '\"target\":\"[^\"]*\"', '\"target\":\"sip:p@127.0.0.1:%d\"'), 'UTF8') FROM"
                  + " session, generate_series(1, %d) i")
              .formatted(phones, SESSIONS));
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

  private static long stops(Path records) {
    try (Stream<String> lines = Files.lines(records)) {
      return lines.filter(line -> line.contains(",STOP,")).count();
    } catch (IOException e) {
      return 0;
    }
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

  private static long number(PostgresServer database, String question) {
    try (Connection connection = database.owner();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
