package io.tollgate.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.walk.model.Terms.Charging;
import io.tollgate.walk.party.Transport;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final String TEXT =
      """
      profile im
      charging both
      party a udp
      party b tls
      a invite b message audio
      b accept
      a hold & b bye
      """;

  @Test
  void aScriptIsReadAsItIsWritten() {
    Script script = Script.parse("# why it is kept\n" + TEXT);

    assertThat(script.toString()).isEqualTo(TEXT);
    assertThat(script.terms().charging()).isEqualTo(Charging.BOTH);
    assertThat(script.terms().transports()).containsEntry("b", Transport.TLS);
    assertThat(script.steps().get(2).moves()).hasSize(2);
  }

  @Test
  void anActionThatNobodyKnowsIsAnError() {
    assertThatThrownBy(() -> Script.parse(TEXT + "a dances\n")).hasMessageContaining("dances");
  }

  @Test
  void aFailingScriptShrinksToTheStepsThatMatter() {
    Script script = Script.parse(TEXT + "a info\nb options\na refresh\n");

    Script small =
        new Shrinker(
                smaller ->
                    smaller.toString().contains("b accept")
                        && smaller.toString().contains("a hold"),
                100)
            .shrink(script);

    assertThat(small.steps()).hasToString("[b accept, a hold & b bye]");
  }

  @Test
  void aSeedAlwaysHasTheSameTerms() {
    assertThat(Chooser.terms(7)).isEqualTo(Chooser.terms(7));
  }
}
