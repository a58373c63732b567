package io.tollgate.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchmarksPageTest {

  @Test
  void theMedianStandsBetweenLeastAndGreatest() {
    assertThat(Spread.of(List.of(3.0, 1.0, 2.0)).text()).isEqualTo("2.00 (1.00 3.00)");
  }

  @Test
  void ratiosAndTablesOfEachPartComeOntoThePage(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("signalling.log"),
        """
        DATE 2026-01-02
        round 1: noise
        | | calls/s |
        |---|---|
        | bare | 500 |
        RATIO signalling-rf-vs-off 0.80 (0.70 0.90)
        RATIO msrp-added-p99-ms-200 -0.030 (-0.635 0.117)
        RATIO of-no-bound 3.1
        """);
    Files.writeString(folder.resolve("of-old.log"), "DATE 2025-12-31\n");
    Path page = folder.resolve("page.md");

    BenchmarksPage.main(new String[] {folder.toString(), page.toString()});

    assertThat(Files.readString(page))
        .contains(
            "| signalling | `signalling-rf-vs-off` | 0.80 | 0.70 | 0.90 | at least 0.92 | **no** |")
        .contains("| `msrp-added-p99-ms-200` | -0.030 | -0.635 | 0.117 | at most 2.0 | yes |")
        .contains("| signalling | `of-no-bound` | 3.1 |")
        .contains("| bare | 500 |")
        .contains("Measured on 2026-01-02")
        .contains("## of-old\n\nMeasured on 2025-12-31")
        .doesNotContain("noise");
  }
}
