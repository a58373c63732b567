package io.tollgate.hep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.ledger.Search;
import io.tollgate.log.LogLevels;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.sip.controlling.ChargedStage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.json.Json;

/** What a collector gets of a charged call, read by the rules of HEP3 alone. */
class HepIT {
  private static final int SIP = 1;
  private static final int DIAMETER = 0x38;
  private static final int LOG = 0x64;

  /** Chunks by type. */
  private record Packet(Map<Integer, byte[]> chunks) {
    static Packet of(byte[] octets, int length) {
      ByteBuffer in = ByteBuffer.wrap(octets, 0, length);
      byte[] magic = new byte[4];
      in.get(magic);
      assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("HEP3");
      assertThat(Short.toUnsignedInt(in.getShort())).isEqualTo(length);
      Map<Integer, byte[]> chunks = new TreeMap<>();
      while (in.hasRemaining()) {
        assertThat(in.getShort()).as("vendor").isZero();
        int type = in.getShort();
        byte[] value = new byte[Short.toUnsignedInt(in.getShort()) - 6];
        in.get(value);
        chunks.put(type, value);
      }
      return new Packet(chunks);
    }

    ByteBuffer number(int type) {
      return ByteBuffer.wrap(Objects.requireNonNull(chunks.get(type), "chunk " + type));
    }

    String text(int type) {
      return new String(chunks.getOrDefault(type, new byte[0]), StandardCharsets.UTF_8);
    }

    int kind() {
      return number(0x0b).get();
    }

    String payload() {
      return text(0x0f);
    }
  }

  private static final String LINES = "io.tollgate.charging.observer.SessionLog";

  /** Off in other tests. */
  @BeforeEach
  void sessionsHaveTheirLines() {
    LogLevels.change(LINES, "info");
  }

  @AfterEach
  void andHaveThemNoMore() {
    LogLevels.change(LINES, "error");
  }

  @Test
  void aCollectorGetsTheSipTheDiameterAndTheLinesOfACallUnderItsCallId() throws Exception {
    List<Packet> packets = Collections.synchronizedList(new ArrayList<>());
    try (DatagramSocket collector = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread reading = new Thread(() -> read(collector, packets), "collector");
      reading.setDaemon(true);
      reading.start();
      try (ChargedStage stage =
          new ChargedStage(
              "both",
              "im",
              Map.of(
                  "hep.collector", "127.0.0.1:" + collector.getLocalPort(),
                  "hep.capture-id", "2026",
                  "hep.password", "let-me-in"))) {
        try (PhoneBank bank = new PhoneBank(stage.port()).patience(60)) {
          Phone bob = bank.phone("bob");
          Call call = bank.phone("alice").call(bob.uri());
          assertThat(call.status()).isEqualTo(200);
          call.bye();
          Await.until(
              () -> !stage.application().history().search(Search.all()).isEmpty(), "the history");
          String callId = stage.application().history().search(Search.all()).get(0).ids().callId();
          look(packets, callId, stage.port());
          Await.until(
              () ->
                  metrics(stage)
                      .matches(
                          "(?s).*tollgate_sip_responses_total\\{direction=\"sent\",status=\"200\"\\} [1-9].*"),
              "the responses to be counted");
          assertThat(metrics(stage)).contains("tollgate_hep_dropped_total 0");
        }
      }
    }
  }

  private static void read(DatagramSocket collector, List<Packet> packets) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        collector.receive(packet);
        packets.add(Packet.of(packet.getData(), packet.getLength()));
      }
    } catch (IOException e) {
      // The test is over.
      Thread.currentThread().interrupt();
    }
  }

  private static void look(List<Packet> packets, String callId, int sipPort) {
    Packet invite = await(packets, SIP, "INVITE sip:bob@", callId);
    assertThat(invite.number(0x0c).getInt()).isEqualTo(2026);
    assertThat(invite.text(0x0e)).isEqualTo("let-me-in");
    assertThat(invite.number(0x01).get()).as("IPv4").isEqualTo((byte) 2);
    assertThat(invite.number(0x02).get()).as("UDP").isEqualTo((byte) 17);
    assertThat(invite.number(0x04).array()).isEqualTo(new byte[] {127, 0, 0, 1});
    assertThat(Short.toUnsignedInt(invite.number(0x08).getShort())).isEqualTo(sipPort);
    assertThat(
            Duration.between(
                    Instant.ofEpochSecond(Integer.toUnsignedLong(invite.number(0x09).getInt())),
                    Instant.now())
                .abs())
        .isLessThan(Duration.ofMinutes(5));
    Packet ok = await(packets, SIP, "SIP/2.0 200", callId);
    assertThat(Short.toUnsignedInt(ok.number(0x07).getShort())).isEqualTo(sipPort);
    for (String command :
        List.of(
            "Credit-Control-Request",
            "Credit-Control-Answer",
            "Accounting-Request",
            "Accounting-Answer")) {
      Packet diameter = await(packets, DIAMETER, command, "");
      assertThat(diameter.text(0x11)).as(command).isEqualTo(callId);
      assertThat(diameter.number(0x02).get()).as("TCP").isEqualTo((byte) 6);
      Map<?, ?> json = (Map<?, ?>) new Json().toType(diameter.payload(), Object.class);
      assertThat(json.get("command")).isEqualTo(command);
      assertThat((List<?>) json.get("avps")).isNotEmpty();
    }
    for (String line : List.of("session begins", "session ended")) {
      Packet told = await(packets, LOG, "SessionLog", line);
      assertThat(told.text(0x11)).as(line).isEqualTo(callId);
    }
  }

  private static Packet await(List<Packet> packets, int kind, String begin, String within) {
    List<Packet> found = new ArrayList<>();
    Await.until(
        () -> {
          for (Packet each : List.copyOf(packets)) {
            if (each.kind() == kind
                && each.payload().contains(begin)
                && each.payload().contains(within)) {
              found.add(each);
            }
          }
          return !found.isEmpty();
        },
        begin + " at the collector");
    return found.get(0);
  }

  private static String metrics(ChargedStage stage) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + stage.httpPort() + "/metrics"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
