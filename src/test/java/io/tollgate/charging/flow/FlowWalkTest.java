package io.tollgate.charging.flow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.testkit.FakeSignalling;
import io.tollgate.charging.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlowWalkTest {

  private static final List<Step> F10 =
      List.of(Step.CHARGE_ONLINE, Step.ANSWER_ORIGINATOR, Step.FORWARD);

  private final FakeSignalling signalling = new FakeSignalling(Samples.event("INVITE", 2));
  private final List<String> charges = new ArrayList<>();
  private @Nullable Runnable goOn;
  private @Nullable Consumer<Refusal> refuse;

  private void walk(List<Step> steps) {
    new FlowWalk(
            steps,
            signalling,
            new FlowWalk.Charges() {
              @Override
              public void offline(Runnable next) {
                charges.add("offline");
                goOn = next;
              }

              @Override
              public void online(Runnable next, Consumer<Refusal> refused) {
                charges.add("online");
                goOn = next;
                refuse = refused;
              }

              @Override
              public void completed() {
                charges.add("completed");
              }
            },
            Runnable::run)
        .start();
  }

  private void goOn() {
    assertThat(goOn).isNotNull();
    requireNonNull(goOn).run();
  }

  @Test
  void nothingIsSignalledBeforeTheGrant() {
    walk(F10);
    assertThat(signalling.done).isEmpty();
    goOn();
    assertThat(signalling.done).containsExactly(Step.ANSWER_ORIGINATOR, Step.FORWARD);
    assertThat(signalling.completed).isTrue();
    assertThat(charges).containsExactly("online", "completed");
  }

  @Test
  void nothingIsSignalledAfterARefusal() {
    walk(F10);
    assertThat(refuse).isNotNull();
    requireNonNull(refuse).accept(new Refusal(402, "no", null));
    goOn();
    assertThat(signalling.done).isEmpty();
    assertThat(signalling.refusal).isEqualTo(new Refusal(402, "no", null));
    assertThat(signalling.completed).isFalse();
  }

  @Test
  void aRepeatedOrLateNextMovesNothing() {
    signalling.stopAt(Step.ANSWER_ORIGINATOR).stopAt(Step.FORWARD);
    walk(F10);
    goOn();
    goOn();
    signalling.at(Step.ANSWER_ORIGINATOR).next();
    signalling.at(Step.ANSWER_ORIGINATOR).next();
    assertThat(signalling.done).containsExactly(Step.ANSWER_ORIGINATOR, Step.FORWARD);
    assertThat(signalling.completed).isFalse();
    signalling.at(Step.FORWARD).next();
    assertThat(signalling.completed).isTrue();
  }

  @Test
  void anAbandonedWalkGoesNoFurther() {
    signalling.stopAt(Step.ANSWER_ORIGINATOR);
    walk(F10);
    goOn();
    signalling.at(Step.ANSWER_ORIGINATOR).abandon();
    signalling.at(Step.ANSWER_ORIGINATOR).next();
    assertThat(signalling.done).containsExactly(Step.ANSWER_ORIGINATOR);
    assertThat(signalling.completed).isFalse();
  }

  @Test
  void aFlowWithoutStepsIsCompleteAtOnce() {
    walk(
        FlowBook.standard()
            .steps(
                io.tollgate.charging.record.ServiceProfile.CPM,
                Charging.OFFLINE,
                Procedure.MODIFICATION_CORRECTED));
    assertThat(signalling.completed).isTrue();
  }
}
