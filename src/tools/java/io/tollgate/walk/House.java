package io.tollgate.walk;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.harness.Await;
import io.tollgate.harness.ServerKey;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.fault.FaultText;
import io.tollgate.launcher.SipEndpoint;
import io.tollgate.walk.model.Terms.Charging;
import io.tollgate.walk.model.Troubles;
import io.tollgate.walk.party.Transport;
import io.tollgate.walk.party.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The server and its charging functions, in this JVM, for all walks that are charged alike. */
final class House implements Troubles, AutoCloseable {
  /** How long it may ring where a walk is not to take long. */
  static final Duration NO_ANSWER = Duration.ofSeconds(20);

  /** What has to be nothing again when nobody is in a call. */
  private static final List<String> LEFT =
      List.of(
          "tollgate.sip.application.sessions",
          "tollgate.sip.legs",
          "tollgate.sip.pending.work",
          "tollgate.conferences",
          "tollgate.charging.credit.sessions",
          "tollgate.msrp.sessions");

  private final Lab lab;
  private final TollgateServer server;
  private final Wire wire;

  private House(Charging charging, Duration noAnswer) throws IOException {
    Path folder =
        Files.createDirectories(Path.of("target", "walks", UUID.randomUUID().toString()))
            .toAbsolutePath();
    lab =
        Lab.start(
            LabConfig.ephemeral()
                .with("directory", folder.resolve("lab").toString())
                .with("ocs.balance", "1000000"));
    Map<String, String> settings = new HashMap<>();
    settings.put("charging.mode", charging.word());
    settings.put("charging.coalesce", "0s");
    settings.put("sip.default-profile", "cpm");
    settings.put("sip.no-answer", noAnswer.toSeconds() + "s");
    settings.put("sip.ack-wait", "10s");
    settings.put("deferred.on", "480");
    settings.put("container.sip-connections", "10000");
    settings.put("container.sip-connections-per-source", "10000");
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
    ServerKey key = ServerKey.create(folder);
    List<SipEndpoint> endpoints =
        List.of(
            new SipEndpoint(SipEndpoint.Transport.UDP, "127.0.0.1", 0),
            new SipEndpoint(SipEndpoint.Transport.TCP, "127.0.0.1", 0),
            new SipEndpoint(SipEndpoint.Transport.TLS, "127.0.0.1", 0));
    server =
        TollgateServer.start(
            TollgateServer.options(settings)
                .withEndpoints(endpoints, "127.0.0.1", 0)
                .withStackProperties(key.stackProperties()));
    if (charging != Charging.OFF) {
      Await.until(() -> openPeers() == 2, "both peers to be open");
    }
    Map<Transport, InetSocketAddress> addresses = new EnumMap<>(Transport.class);
    addresses.put(Transport.UDP, new InetSocketAddress("127.0.0.1", server.sipPort()));
    addresses.put(Transport.TCP, new InetSocketAddress("127.0.0.1", server.sipPort()));
    addresses.put(Transport.TLS, new InetSocketAddress("127.0.0.1", server.lastSipPort()));
    wire = new Wire(addresses, key.context());
  }

  /**
   * @param noAnswer how long it may ring
   */
  static House open(Charging charging, Duration noAnswer) {
    try {
      return new House(charging, noAnswer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void befall(String user, String fault) {
    lab.faults().add(FaultText.parse(fault).subscriber(user + "@"));
  }

  @Override
  public void pass(String user) {
    lab.faults().clear(user + "@");
  }

  Wire wire() {
    return wire;
  }

  Lab lab() {
    return lab;
  }

  /** What is not nothing yet, as {@code tollgate.sip.legs 2}. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    for (String name : LEFT) {
      double value = sum(name);
      if (value != 0) {
        left.add(name + " " + (long) value);
      }
    }
    return left;
  }

  /** Waits until everything is nothing; returns what stays. */
  List<String> awaitNothingLeft() {
    long begin = System.nanoTime();
    while (!left().isEmpty() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(60)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return left();
  }

  private double sum(String name) {
    return server.application().meters().find(name).gauges().stream()
        .mapToDouble(Gauge::value)
        .sum();
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

  @Override
  public void close() {
    wire.close();
    server.close();
    try {
      lab.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
