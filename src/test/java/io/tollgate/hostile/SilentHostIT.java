package io.tollgate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The server, used against a host that never asked for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentHostIT {
  private static final String SILENT = "127.0.0.3";
  private static final int LONG_ENOUGH = 8_000;

  private Site site;

  @BeforeAll
  void start() {
    site = new Site(Map.of("sip.peers", "127.0.0.0/8;trusted"));
  }

  @AfterAll
  void stop() {
    site.close();
  }

  private static long octets(Speaker listener, int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < end) {
      listener.next(200);
    }
    return listener.octets();
  }

  private static String list(List<String> uris) {
    return "--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\n"
        + "Content-Type: application/resource-lists+xml\r\n"
        + "Content-Disposition: recipient-list\r\n\r\n"
        + "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>"
        + uris.stream().map(uri -> "<entry uri=\"" + uri + "\"/>").collect(Collectors.joining())
        + "</list></resource-lists>\r\n--b--\r\n";
  }

  @Test
  void aListThatNamesASilentHostManyTimesSendsItNoMoreThanTwiceTheOctets() {
    try (Speaker sender = new Speaker(Site.PEER, site.port());
        Speaker silent = new Speaker(SILENT, site.port())) {
      String body = list(IntStream.range(0, 20).mapToObj(i -> silent.uri("u" + i)).toList());
      sender.send(
          "MESSAGE",
          "sip:conference-factory@127.0.0.1:" + site.port(),
          "sip:alice@home.example",
          List.of("Require: recipient-list-message", "Content-Type: multipart/mixed;boundary=b"),
          body);
      assertThat(sender.status()).isEqualTo(202);

      assertThat(octets(silent, LONG_ENOUGH)).isPositive().isLessThanOrEqualTo(2 * sender.sent());
    }
  }

  @Test
  void aMessageToASilentHostIsNotRepeatedForLong() {
    try (Speaker sender = new Speaker(Site.PEER, site.port());
        Speaker silent = new Speaker("127.0.0.4", site.port())) {
      String text = "x".repeat(800);
      sender.send(
          "MESSAGE",
          silent.uri("bob"),
          "sip:alice@home.example",
          List.of("Content-Type: text/plain"),
          text);
      long sent = sender.sent();
      assertThat(octets(silent, LONG_ENOUGH)).isPositive().isLessThanOrEqualTo(2 * sent);
    }
  }

  @Test
  void whoAnswersGetsAllOfAList() {
    try (Speaker sender = new Speaker(Site.PEER, site.port());
        Speaker friend = new Speaker("127.0.0.5", site.port())) {
      sender.send(
          "MESSAGE",
          "sip:conference-factory@127.0.0.1:" + site.port(),
          "sip:alice@home.example",
          List.of("Require: recipient-list-message", "Content-Type: multipart/mixed;boundary=b"),
          list(IntStream.range(0, 20).mapToObj(i -> friend.uri("u" + i)).toList()));
      java.util.Set<String> seen = new java.util.HashSet<>();
      Await.until(
          () -> {
            SipText message = friend.next(1000);
            if (message != null && message.startLine().startsWith("MESSAGE")) {
              seen.add(message.startLine());
              friend.answer(message, "200 OK");
            }
            return seen.size() == 20;
          },
          "twenty copies");
    }
  }

  @Test
  void theSmallestRequestReachesAHostThatIsNew() {
    try (Speaker sender = new Speaker(Site.PEER, site.port());
        Speaker other = new Speaker("127.0.0.6", site.port())) {
      sender.send("OPTIONS", other.uri("bob"), "sip:alice@home.example", List.of(), "");
      other.answer(other.await("OPTIONS"), "200 OK");
      assertThat(sender.status()).isEqualTo(200);
    }
  }
}
