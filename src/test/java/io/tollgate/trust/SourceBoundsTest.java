package io.tollgate.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourceBoundsTest {

  @Test
  void aSourceHoldsNoMoreThanItsShareAndAllNoMoreThanTheirs() throws UnknownHostException {
    InetAddress one = InetAddress.getByName("127.0.0.1");
    InetAddress other = InetAddress.getByName("127.0.0.2");
    SourceBounds bounds = new SourceBounds(3, 5);

    assertThat(bounds.take(one, 3)).isTrue();
    assertThat(bounds.take(one, 1)).isFalse();
    assertThat(bounds.take(other, 3)).isFalse();
    assertThat(bounds.take(other, 2)).isTrue();
    bounds.giveBack(one, 3);
    assertThat(bounds.held()).isEqualTo(2);
    assertThat(bounds.held(one)).isZero();
    assertThat(bounds.take(one, 3)).isTrue();
  }

  @Test
  void eachHasARateOfItsOwn() {
    AtomicLong now = new AtomicLong();
    SourceRates<String> rates = new SourceRates<>(now::get);

    assertThat(rates.take("a", 2)).isTrue();
    assertThat(rates.take("a", 2)).isTrue();
    assertThat(rates.take("a", 2)).isFalse();
    assertThat(rates.take("b", 2)).isTrue();
    now.addAndGet(500_000_000);
    assertThat(rates.take("a", 2)).isTrue();
    assertThat(rates.take("a", 2)).isFalse();
  }
}
