package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class HttpConnectionsTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final HttpConnections connections =
      new HttpConnections(
          new HttpConnections.Bounds(3, 5, Duration.ofSeconds(30), Duration.ofSeconds(60)),
          now::incrementAndGet);
  private final List<AbstractConnection> closed = new ArrayList<>();

  private AbstractConnection connectionFrom(String address) {
    AbstractConnection[] self = new AbstractConnection[1];
    ByteArrayEndPoint point =
        new ByteArrayEndPoint() {
          @Override
          public java.net.SocketAddress getRemoteSocketAddress() {
            return new InetSocketAddress(address, 1);
          }

          @Override
          public void doClose() {
            closed.add(self[0]);
          }
        };
    AbstractConnection connection =
        new AbstractConnection(point, Runnable::run) {
          @Override
          public void onFillable() {
            // Nothing is read.
          }
        };
    self[0] = connection;
    connections.onOpened(connection);
    return connection;
  }

  @Test
  void ofOneAddressTheOneThatWaitedLongestMakesRoom() {
    AbstractConnection oldest = connectionFrom("127.0.0.9");
    connectionFrom("127.0.0.9");
    connectionFrom("127.0.0.9");
    connectionFrom("127.0.0.8");
    assertThat(closed).isEmpty();
    connectionFrom("127.0.0.9");
    assertThat(closed).containsExactly(oldest);
    assertThat(connections.count()).isEqualTo(4);
  }

  @Test
  void ofAllAddressesNoMoreAreOpenThanTheBoundInAll() {
    for (int i = 1; i <= 20; i++) {
      connectionFrom("127.0.1." + i);
    }
    assertThat(connections.count()).isEqualTo(5);
    assertThat(closed).hasSize(15);
  }

  @Test
  void oneThatIsServedMakesNoRoom() {
    AbstractConnection served = connectionFrom("127.0.0.9");
    connections.asked(served, () -> false);
    AbstractConnection waits = connectionFrom("127.0.0.9");
    connectionFrom("127.0.0.9");
    connectionFrom("127.0.0.9");
    assertThat(closed).containsExactly(waits);
  }

  @Test
  void aRequestThatIsNeverWholeIsGivenUpHoweverOftenAnOctetComes() {
    AbstractConnection slow = connectionFrom("127.0.0.9");
    AbstractConnection served = connectionFrom("127.0.0.9");
    connections.asked(served, () -> false);
    now.addAndGet(Duration.ofSeconds(31).toNanos());
    connections.sweep();
    assertThat(closed).containsExactly(slow);
  }

  @Test
  void anAnswerThatIsReadTooSlowlyIsGivenUpUnlessItHasNoEnd() {
    AbstractConnection slow = connectionFrom("127.0.0.9");
    AbstractConnection stream = connectionFrom("127.0.0.9");
    connections.asked(slow, () -> false);
    connections.asked(stream, () -> true);
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    connections.sweep();
    assertThat(closed).isEmpty();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    connections.sweep();
    assertThat(closed).containsExactly(slow);
  }

  @Test
  void theTimeBeginsAnewWithEachAnswer() {
    AbstractConnection one = connectionFrom("127.0.0.9");
    now.addAndGet(Duration.ofSeconds(29).toNanos());
    connections.asked(one, () -> false);
    connections.answered(one);
    now.addAndGet(Duration.ofSeconds(29).toNanos());
    connections.sweep();
    assertThat(closed).isEmpty();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    connections.sweep();
    assertThat(closed).containsExactly(one);
    connections.onClosed(one);
    assertThat(connections.count()).isZero();
  }
}
