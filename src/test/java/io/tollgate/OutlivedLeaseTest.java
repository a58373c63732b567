package io.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutlivedLeaseTest {

  private final AtomicBoolean held = new AtomicBoolean(true);
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final OutlivedLease lease =
      new OutlivedLease(
          held::get,
          Duration.ofSeconds(60),
          now::get,
          () -> {
            asked.incrementAndGet();
            return ended::incrementAndGet;
          });

  private void lookAfter(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    lease.look();
  }

  @Test
  void whatWasUpWhenTheLeaseEndedIsEndedOnceAfterItsTime() {
    lookAfter(1);
    held.set(false);
    lookAfter(1);
    lookAfter(59);
    assertThat(ended).hasValue(0);
    lookAfter(1);
    lookAfter(1_000);
    assertThat(ended).hasValue(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aLeaseThatComesBackEndsNothing() {
    held.set(false);
    lookAfter(1);
    lookAfter(59);
    held.set(true);
    lookAfter(30);
    held.set(false);
    lookAfter(1);
    lookAfter(59);
    assertThat(ended).hasValue(0);
    lookAfter(1);
    assertThat(ended).hasValue(1);
    assertThat(asked).hasValue(2);
  }
}
