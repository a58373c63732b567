package io.tollgate.charging.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedPortsTest {

  /** What is not handed on does what the interface does by default: an ACK was not awaited. */
  @ParameterizedTest
  @CsvSource({
    "io.tollgate.charging.flow.Signalling, io.tollgate.charging.observer.ObservedSignalling",
    "io.tollgate.charging.AccountingPort, io.tollgate.charging.observer.ObservedAccounting",
    "io.tollgate.charging.CreditPort, io.tollgate.charging.observer.ObservedCredit",
    "io.tollgate.charging.ServiceControl, io.tollgate.charging.observer.ObservedControl",
    "io.tollgate.charging.observer.ChargingObserver,"
        + " io.tollgate.charging.observer.ChargingObserver$Several",
    "io.tollgate.charging.observer.SessionWatch, io.tollgate.charging.observer.SeveralWatches"
  })
  void everyMethodIsHandedOn(Class<?> port, Class<?> observed) {
    assertThat(signatures(observed)).containsAll(signatures(port));
  }

  private static java.util.List<String> signatures(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(
            method ->
                !method.isSynthetic()
                    && !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
        .map(ObservedPortsTest::signature)
        .toList();
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
