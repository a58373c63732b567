package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.PostgresServer;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.cdf.AccountingRecord;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.cdf.RecordType;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two servers, each conference at one of them, whichever is called; and what is left when it dies.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConferencePlacesIT {

  private static final String ROOM = "sip:room@example.com";

  private PostgresServer database;
  private Lab lab;
  private TollgateServer second;
  private PhoneBank atSecond;
  private final Path folder =
      Path.of("target", "tollgate-it", UUID.randomUUID().toString()).toAbsolutePath();

  private Map<String, String> settings(String name) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Path groups = own.resolve("groups");
    Files.writeString(groups, ROOM + " room open name=Room\n");
    Map<String, String> settings = new TreeMap<>(database.settings());
    settings.put("cluster.lease", "6s");
    settings.put("cluster.patience", "3s");
    settings.put("charging.mode", "offline");
    settings.put("conference.groups-file", groups.toString());
    settings.put("conference.invited-only", "true");
    settings.put("journal.file", own.resolve("journal.db").toString());
    settings.put("diameter.identity", name + ".lab.tollgate.example");
    settings.put("diameter.realm", "lab.tollgate.example");
    settings.put(
        "diameter.peers",
        "cdf.lab.tollgate.example@127.0.0.1:%d;rf".formatted(lab.cdfNode().port()));
    return settings;
  }

  @BeforeAll
  void start() throws IOException {
    database = PostgresServer.start();
    lab = Lab.start(LabConfig.ephemeral().with("directory", folder.resolve("lab").toString()));
    second = TollgateServer.start(settings("second"));
    atSecond = new PhoneBank(second.sipPort()).amongServers().patience(30);
  }

  @AfterAll
  void stop() throws IOException {
    atSecond.close();
    second.close();
    lab.close();
    database.close();
  }

  @Test
  void aConferenceIsWhereItBeganWhoeverIsCalledAndIsOpenedAgainByWhoSurvivesItsServer()
      throws Exception {
    try (ServerProcess first = ServerProcess.start(settings("first"), folder.resolve("first.log"));
        PhoneBank atFirst = new PhoneBank(first.sipPort()).amongServers().patience(30)) {
      awaitPlaces();
      Phone alice = atFirst.phone("alice");
      Phone bob = atFirst.phone("bob");
      Phone carol = atSecond.phone("carol");

      Call inRoom = alice.call(ROOM);
      assertThat(inRoom.status()).isEqualTo(200);
      Call fromElsewhere = carol.call(ROOM);
      assertThat(fromElsewhere.status()).isEqualTo(200);
      assertThat(fromElsewhere.remoteTarget()).isEqualTo(inRoom.remoteTarget());

      Call convened = alice.convene("sip:conference-factory@127.0.0.1:" + first.sipPort(), bob);
      assertThat(convened.status()).isEqualTo(200);
      bob.incoming().await("ACK");
      String conference = convened.remoteTarget();
      carol.subscribe(ROOM, 600).roster(2);
      assertThat(carol.call(conference).status()).as("not invited, says its server").isEqualTo(403);
      awaitMember(bob.uri(), 1);
      assertThat(second.application().conferences().running()).isZero();
      assertThat(records("second")).as("charged by the server that has it alone").isEmpty();

      first.kill();
      Await.until(() -> number("SELECT count(*) FROM node") == 1, "the other to take over");
      atSecond.phone("bob").asserted("P-Asserted-Identity: <" + bob.uri() + ">\r\n");
      assertThat(carol.call(conference).status()).as("never was in it").isEqualTo(403);
      Call back = atSecond.phone("bob").call(conference);
      assertThat(back.status()).isEqualTo(200);
      assertThat(user(back.remoteTarget())).isEqualTo(user(conference));
      assertThat(back.remoteTarget()).contains(":" + second.sipPort());
      Call roomAgain = carol.call(ROOM);
      assertThat(roomAgain.status()).isEqualTo(200);
      assertThat(user(roomAgain.remoteTarget())).isEqualTo(user(inRoom.remoteTarget()));
      Await.until(() -> starts("second") == 2, "both to be charged anew");
      assertThat(starts("first")).isEqualTo(2);

      back.bye();
      roomAgain.bye();
      Await.until(() -> number("SELECT count(*) FROM conference") == 0, "both to be over");
    }
  }

  private void awaitPlaces() {
    Await.until(
        () -> number("SELECT count(*) FROM node WHERE place IS NOT NULL") == 2,
        "both servers to say where they are");
  }

  private void awaitMember(String uri, int conferences) {
    Await.until(
        () ->
            number(
                    "SELECT count(*) FROM conference WHERE position(convert_to('%s', 'UTF8') IN state)"
                            .formatted(uri)
                        + " > 0")
                == conferences,
        "the conference to be kept");
  }

  private static String user(String uri) {
    return uri.substring(0, uri.indexOf('@'));
  }

  private List<AccountingRecord> records(String server) {
    return lab.cdrs().records().stream()
        .filter(record -> record.get(Column.SESSION_ID).startsWith(server + "."))
        .toList();
  }

  private long starts(String server) {
    return records(server).stream().filter(record -> record.type() == RecordType.START).count();
  }

  private long number(String question) {
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
