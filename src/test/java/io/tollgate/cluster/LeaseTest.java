package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 50);
  private final AtomicInteger told = new AtomicInteger();

  private Lease lease() {
    return new Lease(1, 1, nanos.get() + 100, nanos::get, told::incrementAndGet);
  }

  /** The monotonic clock may pass its greatest value. */
  @Test
  void itEndsByOurOwnClockAndMayComeBack() {
    Lease lease = lease();
    assertThat(lease.isHeld()).isTrue();
    nanos.addAndGet(99);
    assertThat(lease.isHeld()).isTrue();
    nanos.addAndGet(1);
    assertThat(lease.isHeld()).isFalse();
    lease.renewedUntil(nanos.get() + 100);
    assertThat(lease.isHeld()).isTrue();
  }

  @Test
  void thatAnotherHasTakenOverIsFinalAndToldOnce() {
    Lease lease = lease();
    lease.lost();
    lease.lost();
    lease.renewedUntil(nanos.get() + 100);
    assertThat(lease.isHeld()).isFalse();
    assertThat(told).hasValue(1);
  }
}
