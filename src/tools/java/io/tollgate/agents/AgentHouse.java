package io.tollgate.agents;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.harness.Await;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.cdf.RecordType;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.ocs.CreditSession;
import io.tollgate.lab.ocs.Units;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The server between the user agents, charged on Rf and Ro, time and messages; and its books. */
public final class AgentHouse implements AutoCloseable {
  private static final Duration BOOKS_LIMIT = Duration.ofSeconds(60);
  private static final List<String> LEFT =
      List.of(
          "tollgate.sip.application.sessions",
          "tollgate.sip.legs",
          "tollgate.conferences",
          "tollgate.charging.credit.sessions",
          "tollgate.msrp.sessions");

  private final Lab lab;
  private final TollgateServer server;

  private AgentHouse(Lab lab, TollgateServer server) {
    this.lab = lab;
    this.server = server;
  }

  /**
   * @param profile of all sessions: {@code im}, whose changes are answered before the other side
   *     has them, or {@code cpm}
   */
  public static AgentHouse open(String profile, Map<String, String> more) {
    try {
      Path folder =
          Files.createDirectories(Path.of("target", "agents", UUID.randomUUID().toString()))
              .toAbsolutePath();
      Lab lab =
          Lab.start(
              LabConfig.ephemeral()
                  .with("directory", folder.resolve("lab").toString())
                  .with("ocs.balance", "1000000"));
      Map<String, String> settings = new HashMap<>();
      settings.put("charging.mode", "both");
      settings.put("charging.coalesce", "0s");
      settings.put("charging.rating", "session=1:time:3600");
      settings.put("sip.forced-profile", profile);
      settings.put("storage.directory", folder.toString());
      settings.put("journal.file", folder.resolve("journal.db").toString());
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
      AgentHouse house = new AgentHouse(lab, TollgateServer.start(settings));
      Await.until(() -> house.sum("tollgate.diameter.peer.state", "OPEN") == 2, "both peers");
      return house;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.sipPort();
  }

  private double sum(String name, String state) {
    return server.application().meters().find(name).tag("state", state).gauges().stream()
        .mapToDouble(Gauge::value)
        .sum();
  }

  private double sum(String name) {
    return server.application().meters().find(name).gauges().stream()
        .mapToDouble(Gauge::value)
        .sum();
  }

  /**
   * What differs between the books and what these calls and messages have to cost, and what is left
   * of them in the server; waits for both a while.
   */
  public List<String> differences(List<Bill> bills) {
    List<String> differences = new ArrayList<>();
    Await.within(
        BOOKS_LIMIT,
        () -> {
          differences.clear();
          bills.forEach(bill -> differences.addAll(differences(bill)));
          for (String name : LEFT) {
            double left = sum(name);
            if (left != 0) {
              differences.add("left: " + name + " " + (long) left);
            }
          }
          return differences.isEmpty();
        });
    return List.copyOf(differences);
  }

  /** What differs between the books and what these have to cost; waits for it a while. */
  public List<String> unpaid(List<Bill> bills) {
    List<String> differences = new ArrayList<>();
    Await.within(
        BOOKS_LIMIT,
        () -> {
          differences.clear();
          bills.forEach(bill -> differences.addAll(differences(bill)));
          return differences.isEmpty();
        });
    return List.copyOf(differences);
  }

  private List<String> differences(Bill bill) {
    List<String> differences = new ArrayList<>();
    List<String> records =
        lab.cdrs().sessions().stream()
            .filter(detail -> isOf(detail.last().get(Column.SUBSCRIBER), bill.payer()))
            .map(AgentHouse::describe)
            .toList();
    List<String> owed = bill.items().stream().map(Bill.Item::records).toList();
    if (!sorted(records).equals(sorted(owed))) {
      differences.add("CDF holds of " + bill.payer() + " " + records + " (expected: " + owed + ")");
    }
    List<CreditSession> credit =
        lab.ocs().engine().sessions().stream()
            .filter(session -> isOf(session.account().name(), bill.payer()))
            .toList();
    List<String> closed = credit.stream().map(AgentHouse::describe).toList();
    List<String> requested =
        bill.items().stream().map(item -> Integer.toString(item.requests())).toList();
    if (!sorted(closed).equals(sorted(requested))) {
      differences.add(
          "OCS holds of " + bill.payer() + " " + closed + " (expected: " + requested + ")");
    }
    long seconds =
        credit.stream()
            .flatMap(session -> session.used().values().stream())
            .mapToLong(Units::seconds)
            .sum();
    long most = bill.seconds() + bill.items().size();
    if (seconds < bill.seconds() - bill.items().size() || seconds > most) {
      differences.add(
          "OCS holds of " + bill.payer() + " " + seconds + " s (expected: " + bill.seconds() + ")");
    }
    return differences;
  }

  private static boolean isOf(String identity, String user) {
    return identity.matches("sips?:" + user + "@.*");
  }

  private static List<String> sorted(List<String> list) {
    return list.stream().sorted().toList();
  }

  private static String describe(CallDetail detail) {
    return String.join(" ", detail.types().stream().map(RecordType::name).toList())
        + (detail.isWhole() ? "" : ", not whole")
        + (detail.duplicates() > 0 ? ", repeated" : "");
  }

  private static String describe(CreditSession session) {
    long reserved = session.account().reserved();
    return session.numbers().size()
        + (session.isOpen() ? ", open" : "")
        + (reserved == 0 ? "" : ", holds " + reserved)
        + (session.duplicates() > 0 ? ", repeated" : "");
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
