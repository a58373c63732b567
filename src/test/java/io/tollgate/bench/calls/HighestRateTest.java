package io.tollgate.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HighestRateTest {

  @Test
  void theLimitIsFoundFromBelowAndFromAbove() throws Exception {
    for (int start : List.of(60, 200, 400, 700, 2000)) {
      int found = HighestRate.find(start, 4, rate -> rate <= 500);

      assertThat(found).isBetween(481, 500);
    }
  }

  @Test
  void aSecondSearchFromTheFormerResultTakesTwoTrials() throws Exception {
    List<Integer> trials = new ArrayList<>();
    int former = HighestRate.find(400, 4, rate -> rate <= 500);

    int found =
        HighestRate.find(
            former,
            1,
            rate -> {
              trials.add(rate);
              return rate <= 500;
            });

    assertThat(found).isEqualTo(former);
    assertThat(trials).hasSize(2);
  }

  @Test
  void nothingCleanIsZero() throws Exception {
    assertThat(HighestRate.find(100, 4, rate -> false)).isZero();
  }
}
