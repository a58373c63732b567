package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.Application;
import io.tollgate.harness.Await;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.cdf.AccountingRecord;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.ledger.Balance;
import io.tollgate.ledger.History;
import io.tollgate.ledger.Search;
import io.tollgate.ledger.SessionRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.servlet.ServletContext;

/** Tollgate in this JVM between phones and the lab's charging functions. */
public final class ChargedStage implements AutoCloseable {

  /** A credit-control request as the OCS logged it. */
  record Ccr(String session, String type, long number, String participants, long result) {}

  final Lab lab;
  final TollgateServer server;
  private final Path folder;

  public ChargedStage(String mode, String profile, Map<String, String> more) {
    this(mode, profile, more, LabConfig.ephemeral());
  }

  ChargedStage(String mode, String profile, Map<String, String> more, LabConfig config) {
    try {
      folder =
          Files.createDirectories(Path.of("target", "tollgate-it", UUID.randomUUID().toString()))
              .toAbsolutePath();
      lab = Lab.start(config.with("directory", folder.resolve("lab").toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("charging.mode", mode);
    settings.put("charging.coalesce", "0s");
    settings.put("sip.forced-profile", profile);
    settings.put("journal.file", folder.resolve("journal.db").toString());
    settings.put("ledger.file", historyFile().toString());
    settings.put(
        "diameter.peers",
        "cdf.lab.tollgate.example@127.0.0.1:"
            + lab.cdfNode().port()
            + ";rf, ocs.lab.tollgate.example@127.0.0.1:"
            + lab.ocsNode().port()
            + ";ro");
    settings.put("diameter.offline-realm", "lab.tollgate.example");
    settings.put("diameter.online-realm", "lab.tollgate.example");
    settings.putAll(more);
    server = TollgateServer.start(settings);
    Await.until(() -> mode.equals("off") || openPeers() == 2, "both peers to be open");
  }

  private double openPeers() {
    return server
        .application()
        .meters()
        .find("tollgate.diameter.peer.state")
        .tag("state", "OPEN")
        .gauges()
        .stream()
        .mapToDouble(Gauge::value)
        .sum();
  }

  public int port() {
    return server.sipPort();
  }

  public int httpPort() {
    return server.httpPort();
  }

  public Lab lab() {
    return lab;
  }

  public Path historyFile() {
    return folder.resolve("history.db");
  }

  /** Where the lab writes its books. */
  Path labFolder() {
    return folder.resolve("lab");
  }

  /** What the CDF wrote down. */
  public Path labBooks() {
    return labFolder().resolve("records.csv");
  }

  public Application application() {
    return server.application();
  }

  public ServletContext servletContext() {
    return server.servletContext();
  }

  public String factory() {
    return "sip:conference-factory@127.0.0.1:" + port();
  }

  /** Records of one session, as "START 2", with the number of participants. */
  List<String> records(String session) {
    List<AccountingRecord> records = new ArrayList<>(lab.cdrs().records(session));
    records.sort(java.util.Comparator.comparingLong(AccountingRecord::number));
    return records.stream()
        .map(record -> record.type() + " " + record.get(Column.PARTICIPANTS))
        .toList();
  }

  List<AccountingRecord> records() {
    return lab.cdrs().records();
  }

  /** What the OCS was asked, as "INITIAL 2". */
  List<String> credit() {
    return ccrs().stream().map(ccr -> ccr.type() + " " + ccr.participants()).toList();
  }

  List<Ccr> ccrs() {
    try {
      List<Ccr> requests = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve("lab").resolve("credit.csv"))) {
        String[] fields = line.split(",", -1);
        if (fields.length > 14 && fields[1].equals("CCR")) {
          requests.add(
              new Ccr(
                  fields[2],
                  fields[3],
                  Long.parseLong(fields[4]),
                  fields[11],
                  Long.parseLong(fields[14].isEmpty() ? "0" : fields[14])));
        }
      }
      return requests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every conference is over, every bill is closed, once. */
  void awaitAllClosed() {
    Await.until(() -> server.application().conferences().running() == 0, "conferences to end");
    awaitBillsClosed();
  }

  /** As many bills as that are there, and closed: a record goes to disk before it is sent. */
  public void awaitAllClosed(int bills) {
    Await.until(() -> lab.cdrs().sessions().size() >= bills, bills + " bills");
    awaitAllClosed();
    assertThat(lab.cdrs().sessions()).hasSize(bills);
  }

  /** Every bill is closed, once, and the server's own books agree. */
  public void awaitBillsClosed() {
    awaitBillsClosedElsewhere();
    awaitBooksEven();
  }

  /** The same by the books of CDF and OCS alone, as when the server is gone. */
  public void awaitBillsClosedElsewhere() {
    // Looked at once: a bill that is opened after that is not yet to be closed.
    List<CallDetail> bills = new ArrayList<>();
    Await.until(
        () -> {
          bills.clear();
          bills.addAll(lab.cdrs().sessions());
          return bills.stream().allMatch(CallDetail::isFinished)
              && lab.ocs().engine().sessions().stream().noneMatch(session -> session.isOpen());
        },
        "bills to be closed");
    assertThat(bills).allMatch(CallDetail::isWhole);
    Map<String, Integer> terminations = new HashMap<>();
    for (Ccr ccr : ccrs()) {
      terminations.merge(ccr.session(), ccr.type().startsWith("TERM") ? 1 : 0, Integer::sum);
    }
    assertThat(terminations.values()).allMatch(count -> count <= 1);
  }

  /** What the media plane counted is what CDF and OCS have acknowledged, in every session. */
  private void awaitBooksEven() {
    History history = server.application().history();
    List<SessionRow> odd = new ArrayList<>();
    try {
      Await.until(
          () -> {
            odd.clear();
            odd.addAll(
                history.search(Search.all().most(1_000)).stream()
                    .filter(row -> row.ended() == null || row.balance() != Balance.EVEN)
                    .toList());
            return odd.isEmpty();
          },
          "the books to be even");
    } catch (AssertionError e) {
      throw new AssertionError(
          odd.stream().map(row -> history.session(row.id()).orElseThrow()).toList().toString(), e);
    }
  }

  @Override
  public void close() {
    server.close();
    try {
      lab.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
