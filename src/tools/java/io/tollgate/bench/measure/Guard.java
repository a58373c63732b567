package io.tollgate.bench.measure;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Ratios that may not become worse than they were. Two runs of the same differ; so one counts as
 * worse when it is beyond the stored median by more than its own rounds lie apart.
 */
public final class Guard {
  /** Rounds that happen to agree do not make a measurement exact. */
  private static final double LEAST_NOISE = 0.05;

  private final Rounds rounds;
  private final Map<String, Spread> ratios = new LinkedHashMap<>();

  public Guard(Rounds rounds) {
    this.rounds = rounds;
  }

  /** A ratio that is better when it is smaller. */
  public void atMost(String name, String figure, String of, String to) {
    ratios.put(name, rounds.ratio(figure, of, to));
  }

  public void print() {
    ratios.forEach((name, ratio) -> System.out.println("RATIO " + name + " " + ratio.text()));
  }

  public void store(Path file) throws IOException {
    StringBuilder text = new StringBuilder("# Medians that `deploy/bench quick` compares with.\n");
    ratios.forEach(
        (name, ratio) ->
            text.append(String.format(Locale.ROOT, "%s=%.3f%n", name, ratio.median())));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text.toString());
  }

  public List<String> worseThan(Path file) throws IOException {
    Properties stored = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      stored.load(reader);
    }
    List<String> worse = new ArrayList<>();
    ratios.forEach(
        (name, ratio) -> {
          String before = stored.getProperty(name);
          if (before == null) {
            worse.add(name + " is not in " + file + ": -Dbench.write=true stores it");
          } else if (isWorse(ratio, Double.parseDouble(before))) {
            worse.add(name + " was " + before + " and is " + ratio.text());
          }
        });
    return worse;
  }

  static boolean isWorse(Spread now, double before) {
    double noise = Math.max(LEAST_NOISE * before, now.most() - now.least());
    return now.median() > before + noise;
  }
}
