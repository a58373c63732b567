package gov.nist.javax.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

class BoundedUdpProcessorTest {
  private final BlockingQueue<DatagramQueuedMessageDispatch> waiting = new ArrayBlockingQueue<>(3);
  private final DatagramPacket buffer = new DatagramPacket(new byte[65_535], 65_535);

  @Test
  void aDatagramThatWaitsTakesNoMoreThanItsOwnSize() {
    receive("OPTIONS");

    assertThat(waiting.poll().packet.getData())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("OPTIONS");
  }

  @Test
  void aDatagramThatWaitsIsNotWrittenOverByTheNext() {
    receive("the first");
    receive("the second");

    DatagramPacket first = waiting.poll().packet;
    assertThat(first.getData()).asString(StandardCharsets.US_ASCII).isEqualTo("the first");
    assertThat(first.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
    assertThat(first.getPort()).isEqualTo(5061);
    assertThat(waiting.poll().packet.getData())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("the second");
  }

  @Test
  void whatComesWhenTooManyWaitIsDropped() {
    for (int i = 0; i < 3; i++) {
      assertThat(receive("one of many")).isTrue();
    }
    assertThat(receive("one too many")).isFalse();
    assertThat(waiting).hasSize(3);
  }

  /** As the socket does: into the one buffer that there is. */
  private boolean receive(String text) {
    byte[] content = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(content, 0, buffer.getData(), 0, content.length);
    buffer.setLength(content.length);
    buffer.setAddress(InetAddress.getLoopbackAddress());
    buffer.setPort(5061);
    return BoundedUdpProcessor.keep(buffer, waiting);
  }
}
