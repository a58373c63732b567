package io.tollgate.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.flow.Charging;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.flow.FlowOverride;
import io.tollgate.charging.flow.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutationTest {

  @ParameterizedTest
  @EnumSource(
      value = Charging.class,
      names = {"OFFLINE", "ONLINE", "BOTH"})
  void eachListThatChargesIsWrongAndYetAcceptedByTheServer(Charging charging) {
    FlowBook right = FlowBook.standard();
    List<FlowOverride> wrong = FlowOverride.parseAll(Mutation.orders(charging));
    assertThat(wrong).hasSizeGreaterThan(20);
    FlowBook book = new FlowBook(wrong);
    for (FlowOverride order : wrong) {
      List<Step> steps = book.steps(order.profile(), charging, order.procedure());
      assertThat(steps)
          .as(order.toString())
          .isEqualTo(order.steps())
          .isNotEqualTo(right.steps(order.profile(), charging, order.procedure()));
    }
  }

  @Test
  void aChargeAloneIsLeftOutAndAnyOtherMoves() {
    assertThat(Mutation.mutant(List.of(Step.CHARGE_OFFLINE))).isEmpty();
    assertThat(Mutation.mutant(List.of(Step.CHARGE_ONLINE, Step.ANSWER_ORIGINATOR, Step.FORWARD)))
        .containsExactly(Step.ANSWER_ORIGINATOR, Step.CHARGE_ONLINE, Step.FORWARD);
    assertThat(
            Mutation.mutant(
                List.of(Step.FORWARD, Step.AWAIT_FIRST_ACCEPTANCE, Step.CHARGE_OFFLINE)))
        .containsExactly(Step.FORWARD, Step.CHARGE_OFFLINE, Step.AWAIT_FIRST_ACCEPTANCE);
  }

  @Test
  void whereEachRecordsAnswerIsAwaitedTheChargeMovesBehindWhatFollowsIt() {
    assertThat(
            Mutation.strictMutant(
                List.of(
                    Step.FORWARD,
                    Step.AWAIT_FIRST_ACCEPTANCE,
                    Step.CHARGE_OFFLINE,
                    Step.ANSWER_ORIGINATOR)))
        .containsExactly(
            Step.FORWARD, Step.AWAIT_FIRST_ACCEPTANCE, Step.ANSWER_ORIGINATOR, Step.CHARGE_OFFLINE);
    assertThat(Mutation.strictMutant(List.of(Step.ANSWER_ORIGINATOR, Step.CHARGE_OFFLINE)))
        .containsExactly(Step.CHARGE_OFFLINE, Step.ANSWER_ORIGINATOR);
    assertThat(FlowOverride.parseAll(Mutation.strictOrders())).hasSizeGreaterThan(20);
  }
}
