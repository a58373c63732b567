package io.tollgate.charging.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.session.Lease.Beyond;
import io.tollgate.charging.session.Lease.Bound;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Octets in the middle of a message, when the grant ends there. */
class SessionGateOctetsTest {
  private final List<String> told = new ArrayList<>();
  private final List<Admission> decided = new ArrayList<>();
  private final SessionGate gate =
      new SessionGate(Runnable::run, new ServiceTime(TimeSource.SYSTEM), 10);

  private static Lease octets(long limit, Beyond beyond) {
    return new Lease(Bound.NONE, new Bound(limit, limit), Bound.NONE, Bound.NONE, beyond, false);
  }

  private Admission spend(long octets) {
    return gate.octets(Count.OCTETS_IN, octets, decided::add);
  }

  private void listen() {
    gate.listen(
        new SessionGate.Listener() {
          @Override
          public void quotaMark() {
            told.add("mark");
          }

          @Override
          public void messageHeld() {
            told.add("held");
          }
        });
  }

  @Test
  void theOctetsThatUseTheGrantUpMayExceedItAndTheNextOnesWait() {
    listen();
    gate.install(octets(100, Beyond.HOLD));
    assertThat(spend(90)).isEqualTo(Admission.ADMITTED);
    assertThat(spend(90)).isEqualTo(Admission.ADMITTED);
    assertThat(told).containsExactly("mark");
    assertThat(spend(10)).isEqualTo(Admission.HELD);
    assertThat(told).containsExactly("mark", "held");
    assertThat(gate.isHolding()).isTrue();

    gate.install(octets(300, Beyond.HOLD));

    assertThat(decided).containsExactly(Admission.ADMITTED);
    assertThat(gate.isHolding()).isFalse();
    assertThat(spend(10)).isEqualTo(Admission.ADMITTED);
    assertThat(gate.counters().octetsIn()).isEqualTo(190);
  }

  @Test
  void finalUnitsAreNotExceeded() {
    listen();
    gate.install(octets(100, Beyond.REFUSE));
    assertThat(spend(90)).isEqualTo(Admission.ADMITTED);
    assertThat(spend(20)).isEqualTo(Admission.REFUSED);
    assertThat(spend(10)).isEqualTo(Admission.ADMITTED);
    assertThat(gate.counters().octetsIn()).isEqualTo(100);
  }

  @Test
  void whoWaitsIsToldWhenThereIsNoMore() {
    listen();
    gate.install(octets(0, Beyond.HOLD));
    assertThat(spend(1)).isEqualTo(Admission.HELD);
    gate.install(Lease.shut(Beyond.REFUSE));
    assertThat(decided).hasSize(1);
    assertThat(spend(1)).isEqualTo(Admission.REFUSED);
  }
}
