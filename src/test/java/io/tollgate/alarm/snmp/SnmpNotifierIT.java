package io.tollgate.alarm.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.alarm.AlarmBook;
import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.harness.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notifications as Net-SNMP's snmptrapd takes them, which is none of ours. */
class SnmpNotifierIT {
  private static final String ROOT = "1.3.6.1.4.1.8072.9999.9999.38";
  private static final byte[] ENGINE = HexFormat.of().parseHex("80001f8804746f6c6c67617465");
  private static final String PASSWORD = "authenticate-me";
  private static final String PRIVACY = "encrypt-me-as-well";

  @TempDir private Path folder;

  /** The receiver, and what it has written down. */
  private final class Receiver implements AutoCloseable {
    private final int port = freePort();
    private final Path log = folder.resolve("traps.log");
    private final Process process;

    Receiver(String... configuration) throws IOException {
      Path file = folder.resolve("snmptrapd.conf");
      Files.write(file, List.of(configuration));
      ProcessBuilder start =
          new ProcessBuilder(
              "snmptrapd",
              "-f",
              "-n",
              "-On",
              "-C",
              "-c",
              file.toString(),
              "-Lf",
              log.toString(),
              "-m",
              "",
              "-p",
              folder.resolve("pid").toString(),
              "udp:127.0.0.1:" + port);
      start.environment().put("SNMP_PERSISTENT_DIR", folder.resolve("state").toString());
      start.redirectErrorStream(true).redirectOutput(folder.resolve("out.log").toFile());
      process = start.start();
      Await.until(() -> text().contains("NET-SNMP version"), "snmptrapd to listen");
    }

    String text() {
      try {
        return Files.exists(log) ? Files.readString(log) : "";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static int freePort() {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SnmpNotifier to(int port, String user, String authentication) {
    return new SnmpNotifier(
        new SnmpNotifier.Form(ROOT, "tollgate.example.com", ENGINE),
        new SnmpNotifier.Security("operators", user, authentication, PASSWORD, PRIVACY),
        List.of(
            new SnmpNotifier.Receiver("no-such-host.invalid", 162),
            new SnmpNotifier.Receiver("127.0.0.1", port)),
        InstantSource.system());
  }

  private static void raiseAcknowledgeAndClear(SnmpNotifier notifier) {
    Map<AlarmCatalogue, String> holding = new EnumMap<>(AlarmCatalogue.class);
    AlarmBook book = new AlarmBook(() -> new EnumMap<>(holding), InstantSource.system());
    book.listen(notifier);
    holding.put(AlarmCatalogue.PEER_DOWN, "not in use: cdf.example.com");
    book.look();
    book.acknowledge("TollgatePeerDown", "alice");
    holding.clear();
    book.look();
  }

  private static void sawAll(Receiver receiver) {
    Await.until(
        () -> receiver.text().contains(ROOT + ".0.2"), "the alarm that is over, at the receiver");
    assertThat(receiver.text())
        .contains("." + ROOT + ".0.1")
        .contains("." + ROOT + ".0.3")
        .contains("." + ROOT + ".1.1.0 = STRING: \"tollgate.example.com\"")
        .contains("." + ROOT + ".1.2.0 = STRING: \"TollgatePeerDown\"")
        .contains("." + ROOT + ".1.3.0 = INTEGER: 4")
        .contains("." + ROOT + ".1.3.0 = INTEGER: 1")
        .contains("not in use: cdf.example.com")
        .contains("." + ROOT + ".1.8.0 = STRING: \"alice\"");
  }

  @Test
  void anAlarmIsANotificationWithTheCommunity() throws IOException {
    try (Receiver receiver = new Receiver("authCommunity log operators");
        SnmpNotifier notifier = to(receiver.port, "", "SHA256")) {
      raiseAcknowledgeAndClear(notifier);
      sawAll(receiver);
    }
  }

  @ParameterizedTest
  @CsvSource({"SHA1, SHA", "SHA256, SHA-256", "SHA512, SHA-512"})
  void anAlarmIsANotificationThatIsAuthenticatedAndEncrypted(String ours, String theirs)
      throws IOException {
    try (Receiver receiver =
            new Receiver(
                "createUser -e 0x%s tollgate %s \"%s\" AES \"%s\""
                    .formatted(HexFormat.of().formatHex(ENGINE), theirs, PASSWORD, PRIVACY),
                "authUser log tollgate priv");
        SnmpNotifier notifier = to(receiver.port, "tollgate", ours)) {
      raiseAcknowledgeAndClear(notifier);
      sawAll(receiver);
    }
  }

  @Test
  void whatGoesOverTheWireDoesNotShowWhatItSays() {
    try (SnmpNotifier notifier = to(9, "tollgate", "SHA256")) {
      byte[] message =
          notifier.message(
              new AlarmBook.Event(
                  Instant.EPOCH,
                  AlarmCatalogue.PEER_DOWN,
                  AlarmBook.Turn.RAISED,
                  "not in use: cdf.example.com",
                  ""));
      assertThat(new String(message, java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain("cdf.example.com")
          .doesNotContain("TollgatePeerDown")
          .doesNotContain(PASSWORD);
    }
  }
}
