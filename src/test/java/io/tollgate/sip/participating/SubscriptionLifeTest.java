package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.testkit.FakeTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import javax.servlet.sip.SipServletRequest;
import org.junit.jupiter.api.Test;

class SubscriptionLifeTest {
  private static final Duration MARGIN = Duration.ofSeconds(33);

  private final FakeTime time = new FakeTime();
  private int ends;
  private final SubscriptionLife life =
      new SubscriptionLife(time, Runnable::run, with("Expires", "600"), () -> ends++);

  private static SipServletRequest with(String header, String value) {
    Map<String, String> headers = Map.of(header, value);
    return (SipServletRequest)
        Proxy.newProxyInstance(
            SipServletRequest.class.getClassLoader(),
            new Class<?>[] {SipServletRequest.class},
            (proxy, method, arguments) ->
                method.getName().equals("getHeader") ? headers.get(arguments[0]) : null);
  }

  private void endsAfter(int seconds) {
    time.pass(Duration.ofSeconds(seconds).plus(MARGIN).minusMillis(1));
    assertThat(ends).isZero();
    time.pass(Duration.ofMillis(1));
    assertThat(ends).isEqualTo(1);
  }

  @Test
  void itLastsAsLongAsWasAskedFor() {
    life.granted(null);
    endsAfter(600);
  }

  @Test
  void orAsTheAnswerSays() {
    life.granted(with("Expires", "60"));
    endsAfter(60);
  }

  @Test
  void orAsANotifySays() {
    life.granted(null);
    assertThat(life.isLast(with("Subscription-State", "active;expires=30"))).isFalse();
    endsAfter(30);
  }

  @Test
  void noLongerThanADayWhateverIsAskedFor() {
    life.granted(with("Expires", "999999999"));
    endsAfter(86_400);
  }

  @Test
  void aRefreshBeginsAnew() {
    life.granted(null);
    time.pass(Duration.ofSeconds(500));
    life.refreshing(with("Expires", "700"));
    life.granted(null);
    endsAfter(700);
  }

  @Test
  void itIsOverOnceTheNotifierSaysSo() {
    life.granted(null);
    assertThat(life.isLast(with("Subscription-State", "terminated;reason=noresource"))).isTrue();
    life.over();
    time.pass(Duration.ofHours(2));
    assertThat(ends).isEqualTo(1);
  }

  @Test
  void nonsenseChangesNothing() {
    life.granted(with("Expires", "soon"));
    assertThat(life.isLast(with("Subscription-State", "active;expires=99999999999"))).isFalse();
    assertThat(life.isLast(with("Event", "x"))).isFalse();
    endsAfter(600);
  }
}
