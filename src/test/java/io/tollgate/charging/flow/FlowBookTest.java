package io.tollgate.charging.flow;

import static io.tollgate.charging.flow.Procedure.DIAL_IN_JOIN;
import static io.tollgate.charging.flow.Procedure.JOIN;
import static io.tollgate.charging.flow.Procedure.MESSAGE;
import static io.tollgate.charging.flow.Procedure.MODIFY;
import static io.tollgate.charging.flow.Step.ANSWER_ORIGINATOR;
import static io.tollgate.charging.flow.Step.AWAIT_ACK;
import static io.tollgate.charging.flow.Step.AWAIT_FIRST_ACCEPTANCE;
import static io.tollgate.charging.flow.Step.CHARGE_OFFLINE;
import static io.tollgate.charging.flow.Step.CHARGE_ONLINE;
import static io.tollgate.charging.flow.Step.FORWARD;
import static io.tollgate.charging.record.ServiceProfile.CPM;
import static io.tollgate.charging.record.ServiceProfile.IM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.charging.record.ServiceProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowBookTest {

  private final FlowBook book = FlowBook.standard();

  /** As the figures draw them, written down a second time from the figures. */
  static Stream<Arguments> figures() {
    return Stream.of(
        Arguments.of("F1", IM, Charging.OFFLINE, JOIN, List.of(CHARGE_OFFLINE)),
        Arguments.of(
            "F2",
            IM,
            Charging.OFFLINE,
            MODIFY,
            List.of(CHARGE_OFFLINE, ANSWER_ORIGINATOR, FORWARD)),
        Arguments.of(
            "F3",
            IM,
            Charging.OFFLINE,
            MESSAGE,
            List.of(ANSWER_ORIGINATOR, FORWARD, CHARGE_OFFLINE)),
        Arguments.of("F4", IM, Charging.OFFLINE, Procedure.END, List.of(CHARGE_OFFLINE)),
        Arguments.of("F5", IM, Charging.ONLINE, JOIN, List.of(CHARGE_ONLINE)),
        Arguments.of(
            "F6", IM, Charging.ONLINE, MODIFY, List.of(CHARGE_ONLINE, ANSWER_ORIGINATOR, FORWARD)),
        Arguments.of("F7", CPM, Charging.OFFLINE, JOIN, List.of(CHARGE_OFFLINE)),
        Arguments.of(
            "F8",
            CPM,
            Charging.OFFLINE,
            MODIFY,
            List.of(FORWARD, AWAIT_FIRST_ACCEPTANCE, CHARGE_OFFLINE, ANSWER_ORIGINATOR)),
        Arguments.of("F9", CPM, Charging.ONLINE, JOIN, List.of(CHARGE_ONLINE)),
        Arguments.of(
            "F10",
            CPM,
            Charging.ONLINE,
            MODIFY,
            List.of(CHARGE_ONLINE, ANSWER_ORIGINATOR, FORWARD)));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void aFlowReadsLikeItsFigure(
      String figure,
      ServiceProfile profile,
      Charging charging,
      Procedure procedure,
      List<Step> steps) {
    Flow flow = book.flow(profile, charging, procedure);
    assertThat(flow.figure()).isEqualTo(figure);
    assertThat(flow.steps()).isEqualTo(steps);
  }

  @Test
  void everyProcedureOfEveryProfileIsInTheBookForEveryWayOfCharging() {
    for (ServiceProfile profile : ServiceProfile.values()) {
      for (Charging charging : Charging.values()) {
        for (Procedure procedure : Procedure.values()) {
          assertThat(book.steps(profile, charging, procedure)).isNotNull();
        }
      }
    }
  }

  @Test
  void everyFigureFromF1ToN12IsInTheBook() {
    Set<String> figures =
        book.flows().stream()
            .flatMap(flow -> Arrays.stream(flow.figure().split("\\+")))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(figures)
        .contains("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10")
        .contains("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12");
  }

  @Test
  void bothForImModifyKeepsTheGateFirstAndTheRecordBeforeTheAnswer() {
    assertThat(book.steps(IM, Charging.BOTH, MODIFY))
        .containsExactly(CHARGE_ONLINE, CHARGE_OFFLINE, ANSWER_ORIGINATOR, FORWARD);
  }

  @Test
  void bothForCpmModifyKeepsTheOnlineOrderAndTheRecordBehindTheFirstAcceptance() {
    assertThat(book.steps(CPM, Charging.BOTH, MODIFY))
        .containsExactly(
            CHARGE_ONLINE, ANSWER_ORIGINATOR, FORWARD, AWAIT_FIRST_ACCEPTANCE, CHARGE_OFFLINE);
  }

  @Test
  void bothForADialInJoinRefusesBeforeAndRecordsAfterTheAck() {
    assertThat(book.steps(IM, Charging.BOTH, DIAL_IN_JOIN))
        .containsExactly(CHARGE_ONLINE, ANSWER_ORIGINATOR, AWAIT_ACK, CHARGE_OFFLINE);
  }

  @Test
  void bothForInitiationHoldsTheInviteAndRecordsBeforeItIsAnswered() {
    assertThat(book.steps(CPM, Charging.BOTH, Procedure.INITIATE_ONE_TO_ONE))
        .containsExactly(
            CHARGE_ONLINE, FORWARD, AWAIT_FIRST_ACCEPTANCE, CHARGE_OFFLINE, ANSWER_ORIGINATOR);
  }

  /** The merge rule, over the whole book. */
  @Test
  void mergingNeverChangesTheOnlineOrderAndNeverRecordsBeforeTheGate() {
    for (ServiceProfile profile : ServiceProfile.values()) {
      for (Procedure procedure : Procedure.values()) {
        List<Step> online = book.steps(profile, Charging.ONLINE, procedure);
        List<Step> offline = book.steps(profile, Charging.OFFLINE, procedure);
        List<Step> both = book.steps(profile, Charging.BOTH, procedure);
        assertThat(both.stream().filter(online::contains)).isEqualTo(online);
        assertThat(both.contains(CHARGE_OFFLINE)).isEqualTo(offline.contains(CHARGE_OFFLINE));
        if (both.contains(CHARGE_OFFLINE)) {
          assertThat(both.indexOf(CHARGE_OFFLINE)).isGreaterThan(both.indexOf(CHARGE_ONLINE));
          for (Step step : List.of(FORWARD, AWAIT_FIRST_ACCEPTANCE)) {
            if (offline.contains(step) && both.contains(step)) {
              assertThat(both.indexOf(step) < both.indexOf(CHARGE_OFFLINE))
                  .as("%s %s %s", profile, procedure, step)
                  .isEqualTo(offline.indexOf(step) < offline.indexOf(CHARGE_OFFLINE));
            }
          }
        }
      }
    }
  }

  @Test
  void withoutChargingNoChargeStepIsLeft() {
    assertThat(book.flows())
        .filteredOn(flow -> flow.charging() == Charging.OFF)
        .noneMatch(flow -> flow.steps().stream().anyMatch(Step::isCharge));
  }

  @Test
  void anOperatorsOrderReplacesOneFlowAndIsMerged() {
    FlowBook own =
        new FlowBook(
            FlowOverride.parseAll(
                "IM.offline.MODIFY=FORWARD,AWAIT_FIRST_ACCEPTANCE,CHARGE_OFFLINE,ANSWER_ORIGINATOR"));
    assertThat(own.steps(IM, Charging.OFFLINE, MODIFY))
        .isEqualTo(book.steps(CPM, Charging.OFFLINE, MODIFY));
    assertThat(own.steps(IM, Charging.BOTH, MODIFY))
        .isEqualTo(book.steps(CPM, Charging.BOTH, MODIFY));
    assertThat(own.steps(CPM, Charging.OFFLINE, MODIFY))
        .isEqualTo(book.steps(CPM, Charging.OFFLINE, MODIFY));
  }

  @Test
  void anOrderForBothWinsOverTheMerge() {
    FlowBook own =
        new FlowBook(FlowOverride.parseAll("cpm.both.join = CHARGE_OFFLINE, CHARGE_ONLINE;\n"));
    assertThat(own.steps(CPM, Charging.BOTH, JOIN)).containsExactly(CHARGE_OFFLINE, CHARGE_ONLINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MODIFY=FORWARD",
        "IM.offline.MODIFY",
        "SMS.offline.MODIFY=FORWARD",
        "IM.sometimes.MODIFY=FORWARD",
        "IM.off.MODIFY=FORWARD",
        "IM.offline.DANCE=FORWARD",
        "IM.offline.MODIFY=JUMP",
        "IM.offline.MODIFY=CHARGE_ONLINE",
        "IM.offline.MODIFY=FORWARD,FORWARD",
        "IM.offline.MODIFY=AWAIT_FIRST_ACCEPTANCE,FORWARD",
        "IM.offline.MODIFY=AWAIT_ACK",
        "IM.offline.MESSAGE=FORWARD,CHARGE_OFFLINE"
      })
  void aWrongOverrideSaysWhatWasExpected(String text) {
    assertThatThrownBy(() -> new FlowBook(FlowOverride.parseAll(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void theBookPrintsAsATable() {
    assertThat(book.print())
        .contains(
            "F8      CPM offline MODIFY                 FORWARD > AWAIT_FIRST_ACCEPTANCE >"
                + " CHARGE_OFFLINE > ANSWER_ORIGINATOR");
  }
}
