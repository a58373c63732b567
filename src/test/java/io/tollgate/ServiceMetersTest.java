package io.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceMetersTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final World world =
      new World(ChargingPolicy.standard(Set.of(ChargingInterface.CH2)), new ServiceMeters(meters));

  private World.Subject session() {
    return world.open(Samples.oneToOne(ServiceProfile.IM));
  }

  private double count(String name, String tag, String value) {
    return meters.find(name).tag("service", "session").tag(tag, value).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void aSessionIsCountedWhenItBeginsAndByHowItEnds() {
    World.Subject session = session();
    session.start();
    assertThat(count("tollgate.services", "outcome", "begun")).isEqualTo(1);
    assertThat(count("tollgate.services", "outcome", "ended")).isZero();
    session.end();
    assertThat(count("tollgate.services", "outcome", "ended")).isEqualTo(1);
    assertThat(meters.find("tollgate.setup.time").timer().count()).isEqualTo(1);
  }

  @Test
  void aRefusalIsCountedByTheAnswerThatTheCallerGets() {
    world.ocs.answering(request -> Answers.code(4012));
    session().start();
    assertThat(count("tollgate.charging.refusals", "status", "402")).isEqualTo(1);
    assertThat(count("tollgate.services", "outcome", "begun")).isZero();
  }

  @Test
  void thereIsOneMeterForAServiceHoweverManySessionsThereAre() {
    session().start();
    int meterCount = meters.getMeters().size();
    for (int i = 0; i < 100; i++) {
      session().start();
    }
    assertThat(meters.getMeters()).hasSize(meterCount);
  }
}
