package io.tollgate.hostile;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.harness.Await;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.common.LabConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tollgate with charging functions, among peers, a guest who is not trusted, and strangers. */
final class Site implements AutoCloseable {
  /** Who is trusted, may call and be called. */
  static final String PEER = "127.0.0.1";

  /** Who may call and be called, and is not believed. */
  static final String GUEST = "127.0.0.2";

  static final String STRANGER = "127.0.0.9";

  final Lab lab;
  final TollgateServer server;

  Site(Map<String, String> more) {
    Path folder;
    try {
      folder =
          Files.createDirectories(Path.of("target", "tollgate-it", UUID.randomUUID().toString()))
              .toAbsolutePath();
      lab = Lab.start(LabConfig.ephemeral().with("directory", folder.resolve("lab").toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("sip.peers", PEER + ";trusted, " + GUEST);
    settings.put("charging.mode", "both");
    settings.put("charging.coalesce", "0s");
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
    server = TollgateServer.start(settings);
    Await.until(() -> openPeers() == 2, "both peers to be open");
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

  int port() {
    return server.sipPort();
  }

  /** Who paid, in the order of the records. */
  List<String> payers() {
    return lab.cdrs().records().stream().map(record -> record.get(Column.SUBSCRIBER)).toList();
  }

  /** As many bills as that are there, and closed. */
  void awaitBills(int bills) {
    Await.until(
        () ->
            lab.cdrs().sessions().size() >= bills
                && lab.cdrs().sessions().stream().allMatch(CallDetail::isFinished),
        bills + " bills");
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
