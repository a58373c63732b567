package io.tollgate.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.trust.Lookups.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupsTest {
  private final CountDownLatch silence = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong now = new AtomicLong();
  private final Lookups<String> lookups =
      new Lookups<>(
          "lookups-test",
          this::ask,
          new Limits(
              2, 2, 2, Duration.ofMillis(300), Duration.ofMinutes(1), Duration.ofSeconds(10)),
          now::get);

  private List<String> ask(String name) {
    asked.incrementAndGet();
    if (name.startsWith("slow")) {
      try {
        silence.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (name.startsWith("no")) {
      throw new IllegalArgumentException("no such name");
    }
    return List.of(name + "!");
  }

  @AfterEach
  void close() {
    silence.countDown();
    lookups.close();
  }

  @Test
  void slowNamesHoldFewAndNotForLong() throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < 16; i++) {
      String name = "slow" + i;
      Thread thread = new Thread(() -> assertThat(lookups.now(name)).isEmpty());
      thread.start();
      all.add(thread);
    }
    for (Thread thread : all) {
      thread.join(5000);
    }
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(3000);
    assertThat(asked.get()).isLessThanOrEqualTo(4);
    assertThat(lookups.givenUp()).isGreaterThanOrEqualTo(16);
  }

  @Test
  void whatIsKnownIsToldWhileNoThreadIsFree() {
    assertThat(lookups.now("a")).containsExactly("a!");
    lookups.later("slow1");
    lookups.later("slow2");
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(lookups.now("a")).containsExactly("a!");
  }

  @Test
  void whatIsAbsentIsAskedForAgainLater() {
    assertThat(lookups.now("no")).isEmpty();
    assertThat(lookups.now("no")).isEmpty();
    assertThat(asked.get()).isEqualTo(1);
    now.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(lookups.now("no")).isEmpty();
    assertThat(asked.get()).isEqualTo(2);
  }
}
