package gov.nist.javax.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedProcessorFactoryTest {
  private final BoundedProcessorFactory.Waiting waiting = new BoundedProcessorFactory.Waiting();

  @Test
  void aDatagramThatWaitsTakesNoMoreThanItsOwnSize() {
    waiting.offer(datagram("OPTIONS"));

    DatagramPacket kept = waiting.poll().packet;
    assertThat(kept.getData()).asString(StandardCharsets.US_ASCII).isEqualTo("OPTIONS");
    assertThat(kept.getLength()).isEqualTo(7);
  }

  @Test
  void whatComesWhenTooManyWaitIsDropped() {
    for (int i = 0; i < BoundedProcessorFactory.MOST_WAITING; i++) {
      assertThat(waiting.offer(datagram("one of many"))).isTrue();
    }
    assertThat(waiting.offer(datagram("one too many"))).isFalse();
    assertThat(waiting).hasSize(BoundedProcessorFactory.MOST_WAITING);
  }

  private static DatagramQueuedMessageDispatch datagram(String text) {
    byte[] room = new byte[65_536];
    byte[] content = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(content, 0, room, 0, content.length);
    DatagramPacket packet = new DatagramPacket(room, room.length);
    packet.setLength(content.length);
    return new DatagramQueuedMessageDispatch(packet, 0);
  }
}
