package io.tollgate.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReflectionTest {
  private final AtomicLong now = new AtomicLong();
  private final Reflection reflection = new Reflection(now::get);
  private InetAddress silent;
  private InetAddress other;

  @BeforeEach
  void hosts() throws UnknownHostException {
    silent = InetAddress.getByName("127.0.0.9");
    other = InetAddress.getByName("127.0.0.8");
  }

  private long sent(String session, InetAddress host, int times) {
    long octets = 0;
    for (int i = 0; i < times; i++) {
      octets += reflection.maySend(session, host, 1000) ? 1000 : 0;
    }
    return octets;
  }

  @Test
  void aSilentHostGetsNoMoreThanTwiceWhatCame() {
    reflection.received("list", 1909);
    assertThat(sent("list", silent, 220)).isLessThanOrEqualTo(2 * 1909);
    assertThat(sent("list", other, 220)).as("for each host").isEqualTo(3000);
    assertThat(reflection.withheld()).isPositive();
  }

  @Test
  void whoAnswersGetsAllOfIt() {
    reflection.received("list", 1909);
    assertThat(sent("list", silent, 1)).isEqualTo(1000);
    reflection.answered("guessed", silent);
    assertThat(sent("list", silent, 10)).isLessThan(10_000);
    reflection.answered("list", silent);
    assertThat(sent("another", silent, 10)).isEqualTo(10_000);
    now.addAndGet(Duration.ofMinutes(11).toNanos());
    reflection.received("third", 1000);
    assertThat(sent("third", silent, 10)).isEqualTo(2000);
  }

  @Test
  void whatIsOfOurOwnMayBeRepeatedOnce() {
    assertThat(sent("own", silent, 10)).isEqualTo(2000);
  }
}
