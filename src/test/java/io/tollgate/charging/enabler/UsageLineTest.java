package io.tollgate.charging.enabler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World;
import org.junit.jupiter.api.Test;

/** Counters outlive the process from the first charge to the last answer. */
class UsageLineTest {

  private final World world = new World(World.BOTH);
  private final World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));

  private String offline() {
    return String.valueOf(call.session.ids().offline());
  }

  private String online() {
    return String.valueOf(call.session.ids().online());
  }

  @Test
  void everyMessageIsKeptAtOnceForBothInterfaces() {
    world.ocs.granting(100);
    call.start();
    assertThat(world.cdf.lines.sent(offline())).isZero();
    call.messages(3);
    assertThat(world.cdf.lines.sent(offline())).isEqualTo(3);
    assertThat(world.ocs.lines.sent(online())).isEqualTo(3);
  }

  @Test
  void linesAreHeldUntilTheLastAnswers() {
    world.ocs.granting(100);
    call.start();
    call.messages(3);
    world.cdf.holdAnswers();
    world.ocs.holdAnswers();
    call.end();
    assertThat(world.cdf.lines.sent(offline())).isEqualTo(3);
    assertThat(world.ocs.lines.sent(online())).isEqualTo(3);
    world.cdf.answer(world.cdf.acknowledged());
    world.ocs.answer(Answers.code(2001));
    assertThat(world.cdf.lines.isEmpty()).isTrue();
    assertThat(world.ocs.lines.isEmpty()).isTrue();
  }

  @Test
  void aSessionThatWasNeverAnsweredKeepsNothing() {
    world.ocs.answering(request -> Answers.code(4012));
    call.start();
    assertThat(world.cdf.lines.isEmpty()).isTrue();
    assertThat(world.ocs.lines.isEmpty()).isTrue();
  }
}
