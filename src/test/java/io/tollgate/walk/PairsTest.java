package io.tollgate.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {

  private static boolean each(List<String> these, List<String> others) {
    return Pairs.each(these, others, String::matches);
  }

  @Test
  void whatFitsTwoLeavesTheOneThatFitsNothingElse() {
    assertThat(each(List.of("ab", "abb"), List.of("ab{1,2}", "ab"))).isTrue();
    assertThat(each(List.of("ab", "abb", "c"), List.of("c", "ab{1,2}", "ab"))).isTrue();
  }

  @Test
  void oneIsNotForTwo() {
    assertThat(each(List.of("ab", "ab"), List.of("ab"))).isFalse();
    assertThat(each(List.of("abb", "abb"), List.of("ab{1,2}", "ab"))).isFalse();
  }

  @Test
  void nothingNeedsNothing() {
    assertThat(each(List.of(), List.of("a"))).isTrue();
    assertThat(each(List.of("a"), List.of())).isFalse();
  }
}
