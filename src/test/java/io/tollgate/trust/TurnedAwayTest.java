package io.tollgate.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.WrittenLog;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnedAwayTest {

  @Test
  void eachIsCountedAndOneAMinuteIsTold() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    TurnedAway strangers = new TurnedAway("is no peer that may speak", now::get);
    try (WrittenLog log = WrittenLog.open()) {
      for (int i = 0; i < 1_000; i++) {
        strangers.one(InetAddress.getLoopbackAddress());
      }
      assertThat(log.linesWith("is no peer that may speak")).hasSize(1);
      now.addAndGet(Duration.ofMinutes(1).toNanos());
      strangers.one(InetAddress.getLoopbackAddress());
      assertThat(log.linesWith("is no peer that may speak"))
          .hasSize(2)
          .last()
          .asString()
          .contains("1001");
    }
    assertThat(strangers.count()).isEqualTo(1_001);
  }
}
