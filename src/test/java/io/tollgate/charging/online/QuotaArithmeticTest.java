package io.tollgate.charging.online;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.session.Usage;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** No amount, however large, makes a quota overflow, go negative or never end. */
class QuotaArithmeticTest {

  @Provide
  static Arbitrary<Long> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, Long.MAX_VALUE),
        Arbitraries.of(
            0L,
            1L,
            (1L << 31) - 1,
            1L << 31,
            (1L << 32) - 1,
            1L << 32,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE));
  }

  @Property
  void limitsAndMarksStayInOrder(
      @ForAll("amounts") long amount,
      @ForAll("amounts") long threshold,
      @ForAll UnitType type,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long base,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 4) long now,
      @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long seconds) {
    Usage used = new Usage(base, base, base, base, base);
    Quota quota =
        Quota.granted(
            grant(type, amount, threshold, Duration.ofSeconds(seconds)),
            null,
            used,
            now,
            OnlinePolicy.DEFAULT);
    long limit = requireNonNull(quota.limits().get(type));
    long mark = requireNonNull(quota.marks().get(type));
    assertThat(limit).isBetween(base, Quota.NEVER);
    assertThat(mark).isBetween(base, limit);
    assertThat(quota.bound(type).limit()).isEqualTo(limit);
    assertThat(quota.isUsable(used)).isEqualTo(limit > base);
    assertThat(quota.nextDeadline(now, 0, 0, true)).isGreaterThanOrEqualTo(now);
    assertThat(quota.due(used, now, Long.MAX_VALUE, true)).isNotNull();
    Usage more = new Usage(limit, limit, limit, limit, limit);
    assertThat(more.since(used, type)).isNotNegative();
    assertThat(used.since(more, type)).isZero();
  }

  private static ServiceGrant grant(UnitType type, long amount, long threshold, Duration time) {
    return new ServiceGrant(
        null,
        null,
        null,
        new Units(Map.of(type, amount)),
        null,
        time,
        null,
        threshold,
        threshold,
        threshold,
        time,
        null,
        null,
        null,
        false);
  }
}
