package io.tollgate.lab;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.DiameterTransportContract.resultOf;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.TIMERS;
import static io.tollgate.diameter.transport.TestRequests.acr;
import static io.tollgate.diameter.transport.TestRequests.ccr;
import static io.tollgate.diameter.transport.TestRequests.replayed;
import static io.tollgate.diameter.transport.TestRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Failover;
import io.tollgate.csv.Csv;
import io.tollgate.diameter.transport.Asked;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.netty.NettyDiameterTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The charging functions are killed with SIGKILL while requests are open, and come back: every
 * request has one outcome, and with those repeated that had no answer each record is there once.
 */
class LabKilledTest {
  private static final int RECORDS = 400;
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;
  private int cdf;
  private int ocs;
  private Process lab;
  private DiameterTransport transport;

  @BeforeEach
  void start() throws Exception {
    cdf = freePort();
    ocs = freePort();
    lab = startLab();
    transport =
        new NettyDiameterTransport(
            TransportConfig.outbound(
                NODE,
                "lab.tollgate.example",
                List.of(
                    PeerConfig.tcp(
                        "cdf.lab.tollgate.example", "127.0.0.1", cdf, ChargingInterface.CH1),
                    PeerConfig.tcp(
                        "ocs.lab.tollgate.example", "127.0.0.1", ocs, ChargingInterface.CH2)),
                TIMERS),
            TransportMetrics.NONE);
    transport.start(NO_REQUESTS);
    awaitOpen();
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ZERO);
    lab.destroyForcibly();
  }

  @Test
  void noRecordIsLostOrCountedTwice() throws Exception {
    List<OutboundRequest> requests = new ArrayList<>();
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      OutboundRequest record = with(with(acr(transport, "a;" + i), Failover.NONE), SOON);
      requests.add(record);
      asked.add(ask(transport, record));
      if (i % 4 == 0) {
        OutboundRequest credit = with(with(ccr(transport, "c;" + i), Failover.NONE), SOON);
        requests.add(credit);
        asked.add(ask(transport, credit));
      }
      if (i == RECORDS / 2) {
        assertThat(resultOf(asked.get(0))).isEqualTo(2001);
        lab.destroyForcibly().waitFor();
      }
    }
    for (Asked each : asked) {
      each.outcome();
    }
    assertThat(asked).anyMatch(each -> each.outcome() instanceof Outcome.Answered);
    assertThat(asked).anyMatch(each -> !(each.outcome() instanceof Outcome.Answered));

    lab = startLab();
    awaitOpen();
    for (int i = 0; i < requests.size(); i++) {
      if (!(asked.get(i).outcome() instanceof Outcome.Answered)) {
        OutboundRequest again = requests.get(i);
        Outcome outcome =
            ask(transport, asked.get(i).outcome().mayHaveArrived() ? replayed(again) : again)
                .outcome();
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
      }
    }
    assertThat(asked).allMatch(each -> each.count() == 1);
    assertThat(countedOnce("records.csv", 1, 5)).hasSize(RECORDS);
    assertThat(countedOnce("credit.csv", 2, 16)).hasSize(RECORDS / 4);
  }

  /** Sessions by how often they were counted: what was marked as a duplicate was not. */
  private Map<String, Integer> countedOnce(String file, int session, int mark) throws IOException {
    Map<String, Integer> counted = new HashMap<>();
    List<String> lines = Files.readAllLines(folder.resolve(file));
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = Csv.split(line);
      counted.merge(fields.get(session), fields.get(mark).equals("D") ? 0 : 1, Integer::sum);
    }
    assertThat(counted).allSatisfy((id, times) -> assertThat(times).as(id).isEqualTo(1));
    return counted;
  }

  private Process startLab() throws IOException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LabMain.class.getName(),
                "directory=" + folder,
                "cdf.port=" + cdf,
                "ocs.port=" + ocs,
                "control.port=0")
            .redirectErrorStream(true)
            .start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.US_ASCII));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains("ready in")) {
        Thread reader = new Thread(() -> out.lines().forEach(rest -> {}), "lab-output");
        reader.setDaemon(true);
        reader.start();
        return started;
      }
    }
    throw new IOException("the lab did not start");
  }

  private void awaitOpen() {
    await(
        "the lab is up",
        () -> transport.peers().stream().allMatch(peer -> peer.state() == PeerState.OPEN));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
