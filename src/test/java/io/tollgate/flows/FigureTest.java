package io.tollgate.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final Figure F2 =
      Figure.parse(
          List.of(
              "1 alice -> tollgate re-INVITE",
              "2 tollgate -> cdf ACR INTERIM : Number-Of-Participants=3",
              "3 cdf -> tollgate ACA INTERIM",
              "4 tollgate -> alice 200 re-INVITE",
              "5 tollgate -> bob re-INVITE",
              "| tollgate -> carol re-INVITE",
              "count 1 tollgate -> cdf ACR INTERIM"));

  private static List<Arrow> wire() {
    return new ArrayList<>(
        List.of(
            event("alice", "tollgate", "re-INVITE"),
            event("tollgate", "cdf", "ACR INTERIM"),
            event("cdf", "tollgate", "ACA INTERIM"),
            event("tollgate", "alice", "200 re-INVITE"),
            event("tollgate", "carol", "re-INVITE"),
            event("tollgate", "bob", "re-INVITE")));
  }

  private static Arrow event(String from, String to, String name) {
    return new Arrow(Instant.EPOCH, from, to, name, Map.of("Number-Of-Participants", List.of("3")));
  }

  @Test
  void aWireThatShowsTheFigurePasses() {
    assertThat(F2.differences(wire())).isEmpty();
  }

  @Test
  void swappingAnyTwoStepsIsFoundAndNamed() {
    for (int i = 0; i < 4; i++) {
      List<Arrow> swapped = wire();
      Collections.swap(swapped, i, i + 1);
      assertThat(F2.differences(swapped)).as("swap at %d", i).isNotEmpty();
      assertThat(F2.differences(swapped).get(0)).contains("step " + (i + 2)).contains("too early");
    }
  }

  @Test
  void aDroppedRecordIsMissedAndCounted() {
    List<Arrow> dropped = wire();
    dropped.remove(1);
    assertThat(F2.differences(dropped))
        .anyMatch(d -> d.startsWith("step 2 is missing"))
        .anyMatch(d -> d.startsWith("count: 0 times"));
  }

  @Test
  void aFigureThatKnowsItsRecordHasNoBlindSpot() {
    assertThat(BlindSpots.of(F2, wire()).found()).isEmpty();
    assertThat(BlindSpots.of(F2, wire()).tried()).isEqualTo(5);
  }

  @Test
  void aStepThatTheNextOfItsKindCouldStandInForIsABlindSpot() {
    Figure vague =
        Figure.parse(List.of("1 alice -> tollgate re-INVITE", "2 tollgate -> cdf ACR *"));
    List<Arrow> twice = wire();
    twice.add(event("tollgate", "cdf", "ACR INTERIM"));
    assertThat(BlindSpots.of(vague, twice).found())
        .containsExactly("step 2 may be missing unnoticed: tollgate -> cdf ACR *");
  }

  @Test
  void aWrongFieldIsNamedWithWhatWasExpected() {
    List<Arrow> wrong = wire();
    wrong.set(
        1,
        new Arrow(
            Instant.EPOCH,
            "tollgate",
            "cdf",
            "ACR INTERIM",
            Map.of("Number-Of-Participants", List.of("2"))));
    assertThat(F2.differences(wrong))
        .containsExactly("step 2 ACR INTERIM: Number-Of-Participants: '2' (expected: '3')");
  }

  @Test
  void theLadderShowsEveryMessageOnce() {
    Ladder ladder = new Ladder(List.of("alice", "tollgate", "bob"), wire());
    assertThat(ladder.text()).contains("re-INVITE").contains("ACR INTERIM").contains("carol");
    assertThat(ladder.svg("F2").split("<polygon")).hasSize(wire().size() + 1);
  }
}
