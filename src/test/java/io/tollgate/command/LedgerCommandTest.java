package io.tollgate.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World;
import io.tollgate.charging.testkit.World.Subject;
import io.tollgate.ledger.IdentityForm;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerNews;
import io.tollgate.ledger.LedgerPolicy;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.SessionRow;
import io.tollgate.ledger.UsageRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LedgerCommandTest {
  private static final String HEADER = "session-id,number,type,sent,t-flag,duplicate,event-time\n";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Ledger ledger;
  private World world;

  /** A server has it open all the while. */
  @BeforeEach
  void aSessionThatWasCharged() throws Exception {
    Path application = Files.createDirectories(folder.resolve("tollgate.war").resolve("WEB-INF"));
    Files.copy(
        Path.of("src", "main", "webapp", "WEB-INF", "sip.xml"), application.resolve("sip.xml"));
    world =
        new World(
            ChargingPolicy.standard(EnumSet.allOf(ChargingInterface.class)),
            session -> ledger.opened(session));
    ledger =
        Ledger.open(
            folder.resolve("history.db"),
            LedgerPolicy.DEFAULT,
            IdentityForm.CLEAR,
            new byte[0],
            () -> world.time.now(),
            new Quiet(),
            session -> false);
    Subject session = world.open(Samples.oneToOne(ServiceProfile.IM));
    session.start();
    session.messages(3);
    world.time.pass(Duration.ofSeconds(5));
    ChargingEvent bye = Samples.event("BYE", 0);
    session.walk(Procedure.END, bye);
    ledger.tick();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static final class Quiet implements LedgerNews {
    @Override
    public void reconciled(SessionRow session, List<UsageRow> usage, List<RequestRow> requests) {}

    @Override
    public void different(SessionRow session, long sessions) {}

    @Override
    public void even() {}

    @Override
    public void writeFailed(String why) {}

    @Override
    public void writesAgain() {}

    @Override
    public void overflowed(long missed) {}
  }

  @Test
  void searchFindsASubscribersSessions() {
    assertThat(run("search", "--subscriber", "sip:alice@home.example")).isZero();
    assertThat(out.toString())
        .contains("ended by its parties", "sip:alice@home.example -> sip:bob@home.example")
        .contains("3 messages", "1 of 1 sessions");
    assertThat(run("search", "--subscriber", "sip:carol@home.example")).isEqualTo(1);
    assertThat(run("search", "--different")).isEqualTo(1);
    assertThat(run("search", "--from", "2026-01-01", "--service", "SESSION")).isZero();
  }

  @Test
  void sumsAreLinesOfCsv() {
    assertThat(run("sums", "--by", "SERVICE")).isZero();
    assertThat(out.toString())
        .startsWith("by,sessions,different,messages,")
        .contains("session,1,0,3,", ",ro,service_specific,3,3,3,0,0,0,0");
  }

  @Test
  void theHistoryOfOneServerOfAClusterSaysWhoseItIs() {
    assertThat(
            run(
                Stream.of(
                    "--set",
                    "cluster.store=jdbc:postgresql://db.example.com/tollgate",
                    "--set",
                    "diameter.identity=tg2.example.com"),
                "search"))
        .isZero();
    assertThat(out.toString())
        .contains(
            "1 of 1 sessions of tg2.example.com; other servers of the cluster have their own");
  }

  @Test
  void showTellsTheLadderAndTheBillUnderAnyName() {
    for (String name : List.of("1", "icid-1", "call-in", world.cdf.last().sessionId())) {
      assertThat(run("show", name)).isZero();
    }
    assertThat(out.toString())
        .contains("LADDER", "ACR START 0", "CCR TERMINATION", "BILL")
        .contains("Ro rating group 1 service specific: used 3, reported 3, acknowledged 3")
        .contains("3 messages (0 arrived)", "lasted       5.000 s");
    assertThat(run("show", "nobody")).isEqualTo(1);
  }

  @Test
  void exportsAreOneLineForEachSession() {
    assertThat(run("export")).isZero();
    assertThat(out.toString().lines()).hasSize(2).last().asString().contains(",ended,");
    assertThat(run("export", "--format", "JSON")).isZero();
    assertThat(out.toString().lines().skip(2))
        .singleElement()
        .asString()
        .startsWith("{")
        .contains("\"TERMINATION\"");
  }

  @Test
  void booksThatAgreeDoNotDiffer() throws Exception {
    assertThat(run("compare", cdf(line(0, "START", 0) + line(1, "STOP", 3)))).isZero();
    assertThat(out.toString()).contains("2 requests are the same, 0 differences");
  }

  @Test
  void aRecordRemovedOneDoubledOneWithAWrongCountAndAStrangerAreEachNamed() throws Exception {
    assertThat(run("compare", cdf(line(1, "STOP", 3)))).isEqualTo(1);
    assertThat(out.toString()).contains("OURS ONLY    " + id() + " 0: START");
    assertThat(run("compare", cdf(line(0, "START", 0) + line(1, "STOP", 3) + line(1, "STOP", 3))))
        .isEqualTo(1);
    assertThat(out.toString()).contains("DOUBLE       " + id() + " 1: they have it 2 times");
    assertThat(run("compare", cdf(line(0, "START", 0) + line(1, "STOP", 4)))).isEqualTo(1);
    assertThat(out.toString()).contains("UNITS        " + id() + " 1: theirs 4, ours 3");
    assertThat(
            run("compare", cdf(line(0, "START", 0) + line(1, "STOP", 3) + "x;1;1,0,START,0,,,\n")))
        .isEqualTo(1);
    assertThat(out.toString()).contains("THEIRS ONLY  x;1;1 0: they have START");
  }

  @Test
  void theOthersColumnsAreNamedInAFile() throws Exception {
    Path columns = folder.resolve("columns");
    Files.writeString(columns, "interface = ro\nsession = sid\nnumber = no\nunits = used\n");
    Path file = folder.resolve("ocs.csv");
    Files.writeString(
        file,
        "no,sid,used\n"
            + world.ocs.requests.stream()
                .map(
                    request ->
                        request.number()
                            + ","
                            + request.sessionId()
                            + ","
                            + (request.number() == 0 ? 0 : 3))
                .collect(Collectors.joining("\n")));
    assertThat(run("compare", file.toString(), "--columns", columns.toString())).isZero();
    assertThat(run("compare", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("expected: those of the lab, or a file for --columns");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(run("search", "--from", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("\"yesterday\" (expected: a time in UTC");
    assertThat(run("compare", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(run("forget", "a b")).isEqualTo(2);
    assertThat(run("--help")).isZero();
  }

  @Test
  void aSubscriberIsForgottenWhereNoServerRuns() {
    ledger.close();
    assertThat(run("forget", "sip:bob@home.example")).isZero();
    assertThat(run("search", "--subscriber", "sip:bob@home.example")).isEqualTo(1);
    assertThat(run("search", "--subscriber", "sip:alice@home.example")).isZero();
    assertThat(out.toString()).contains("sip:alice@home.example -> erased");
  }

  private String id() {
    return world.cdf.last().sessionId();
  }

  private String line(long number, String type, long sent) {
    return id() + "," + number + "," + type + "," + sent + ",,,\n";
  }

  private String cdf(String lines) throws Exception {
    Path file = folder.resolve("records.csv");
    Files.writeString(file, HEADER + lines);
    return file.toString();
  }

  private int run(String... words) {
    return run(Stream.of(), words);
  }

  private int run(Stream<String> settings, String... words) {
    CommandLine line = Main.commandLine(Map.of());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(
        Stream.of(
                Stream.of("--home", folder.toString(), "--set", "storage.directory=" + folder),
                settings,
                Stream.of("ledger"),
                Stream.of(words))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }
}
