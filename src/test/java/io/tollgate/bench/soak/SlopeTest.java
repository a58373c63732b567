package io.tollgate.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.bench.soak.Sample.Quantity;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlopeTest {

  private static List<Sample> samples(IntToDoubleFunction heap) {
    return IntStream.range(0, 20)
        .mapToObj(i -> new Sample(i * 10, Map.of(Quantity.HEAP, heap.applyAsDouble(i))))
        .toList();
  }

  @Test
  void aLeakIsSeenThroughTheNoise() {
    assertThat(Slope.of(Quantity.HEAP, samples(i -> 50 + i + (i % 2 == 0 ? 3 : -3))).isFlat())
        .isFalse();
  }

  @Test
  void noiseAndASinglePeakAreNoLeak() {
    assertThat(Slope.of(Quantity.HEAP, samples(i -> i == 19 ? 90 : 50 + i % 3)).isFlat()).isTrue();
  }

  @Test
  void thePlotShowsEachQuantityOverTime() {
    Plot plot = new Plot(samples(i -> 50 + i));

    assertThat(plot.text()).anyMatch(line -> line.contains(Quantity.HEAP.title()));
    assertThat(plot.svg()).startsWith("<svg").contains("polyline").endsWith("</svg>\n");
  }
}
