package gov.nist.javax.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatagramLanesTest {
  private static final int MOST = 1000;

  private final DatagramLanes lanes = new DatagramLanes(MOST);

  @Test
  void whatComesWhenTooManyWaitIsDropped() throws InterruptedException {
    for (int i = 0; i < MOST; i++) {
      assertThat(lanes.offer(datagram("one of many"))).isTrue();
    }
    assertThat(lanes.offer(datagram("one too many"))).isFalse();
    assertThat(lanes).hasSize(MOST);
    lanes.take();
    assertThat(lanes.offer(datagram("one more"))).isTrue();
  }

  @Test
  void whoeverSendsTooMuchAtOnceKeepsNobodyOut() {
    int taken = 0;
    while (lanes.offer(message("1", "BYE"))) {
      taken++;
    }
    assertThat(taken).isEqualTo(DatagramLanes.MOST_OF_ONE + 1);
    assertThat(lanes.offer(message("2", "BYE"))).isTrue();
  }

  @Test
  void whatBelongsTogetherIsTakenOneAfterTheOther() throws Exception {
    lanes.offer(message("1", "first"));
    lanes.offer(message("1", "second"));
    lanes.offer(message("2", "other"));
    lanes.offer(datagram("\r\n\r\n"));
    ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    try {
      assertThat(first(lanes.take())).isEqualTo("first");
      assertThat(elsewhere.submit(() -> first(lanes.take())).get()).isEqualTo("other");
      assertThat(elsewhere.submit(() -> first(lanes.take())).get()).isEmpty();
      assertThat(elsewhere.submit(() -> lanes.poll(1, TimeUnit.MILLISECONDS)).get()).isNull();
      assertThat(lanes).hasSize(1);
      assertThat(first(lanes.take())).isEqualTo("second");
      assertThat(lanes.poll(1, TimeUnit.MILLISECONDS)).isNull();
      lanes.offer(message("1", "third"));
      assertThat(elsewhere.submit(() -> first(lanes.take())).get()).isEqualTo("third");
    } finally {
      elsewhere.shutdownNow();
    }
  }

  @Test
  void theNameOfTheHeaderIsReadAsItMayBeWritten() throws Exception {
    for (String header : List.of("Call-ID: 1", "i:1", "CALL-ID : 1", "I\t: 1 ")) {
      lanes.offer(datagram("X SIP/2.0\r\n" + header + "\r\n\r\n"));
    }
    lanes.take();
    ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    try {
      List<Object> taken = new ArrayList<>();
      taken.add(elsewhere.submit(() -> lanes.poll(1, TimeUnit.MILLISECONDS)).get());
      assertThat(taken).containsOnlyNulls();
    } finally {
      elsewhere.shutdownNow();
    }
  }

  private static String first(DatagramQueuedMessageDispatch taken) {
    return new String(taken.packet.getData(), StandardCharsets.US_ASCII)
        .strip()
        .replaceFirst("(?s) .*", "");
  }

  private static DatagramQueuedMessageDispatch message(String callId, String method) {
    return datagram(
        method
            + " sip:a SIP/2.0\r\nVia: SIP/2.0/UDP b;branch=c\r\nCall-ID: "
            + callId
            + "\r\n\r\n");
  }

  private static DatagramQueuedMessageDispatch datagram(String text) {
    byte[] content = text.getBytes(StandardCharsets.US_ASCII);
    DatagramPacket packet = new DatagramPacket(content, content.length);
    return new DatagramQueuedMessageDispatch(packet, 0);
  }
}
