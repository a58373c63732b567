package io.tollgate.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.Owner;
import io.tollgate.charging.testkit.FakeTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container that drops an answer it cannot read tells nobody. */
class AnswerLimitTest {
  private final FakeTime time = new FakeTime();
  private final List<String> told = new ArrayList<>();
  private final AnswerLimit limit =
      new AnswerLimit(
          response -> told.add("answer " + response.getStatus()), () -> told.add("silence"));

  @BeforeEach
  void start() {
    Owner owner = Runnable::run;
    limit.runs(time, owner, message(SipServletRequest.class, 0));
  }

  private static <T> T message(Class<T> type, int status) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> method.getName().equals("getStatus") ? status : null));
  }

  private void answer(int status) {
    limit.onResponse(message(SipServletResponse.class, status));
  }

  @Test
  void afterTheLongestThatARequestMayTakeThereIsSilence() {
    answer(100);
    time.pass(AnswerLimit.LONGEST);
    assertThat(told).containsExactly("answer 100", "silence");
    answer(200);
    time.pass(AnswerLimit.LONGEST);
    assertThat(told).containsExactly("answer 100", "silence");
  }

  @Test
  void anAnswerEndsIt() {
    time.pass(AnswerLimit.LONGEST.minus(Duration.ofMillis(1)));
    answer(486);
    time.pass(AnswerLimit.LONGEST);
    assertThat(told).containsExactly("answer 486");
  }

  @Test
  void aSecondFinalAnswerIsNotTold() {
    answer(200);
    answer(500);
    assertThat(told).containsExactly("answer 200");
  }
}
