package io.tollgate.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowScriptTest {

  @Test
  void everyFlowHasAnExpectationFileWithAtLeastOneFigure() {
    for (String id : FlowsOptions.ALL) {
      FlowScript script = FlowScript.load(id);
      assertThat(script.variants()).as(id).isNotEmpty();
      script
          .variants()
          .forEach((variant, figure) -> assertThat(figure.steps()).as(id + variant).isNotEmpty());
    }
  }

  @Test
  void variantsThatShareAFigureStandAboveIt() {
    FlowScript script = FlowScript.load("N1");
    assertThat(script.variants().get(new FlowScript.Variant("IM", "offline")))
        .isEqualTo(script.variants().get(new FlowScript.Variant("CPM", "offline")));
  }
}
