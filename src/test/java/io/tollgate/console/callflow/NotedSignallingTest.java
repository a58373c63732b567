package io.tollgate.console.callflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.flow.Signalling;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NotedSignallingTest {

  /** What is not handed on does what the interface does by default: an ACK was not awaited. */
  @Test
  void everyStepIsHandedOn() {
    assertThat(Arrays.stream(NotedSignalling.class.getDeclaredMethods()).map(Method::getName))
        .containsAll(
            Arrays.stream(Signalling.class.getDeclaredMethods()).map(Method::getName).toList());
  }
}
