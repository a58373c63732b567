package io.tollgate.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of each subject, a value a round. */
public final class Rounds {
  private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

  public void add(String figure, String subject, double value) {
    figures
        .computeIfAbsent(figure, name -> new LinkedHashMap<>())
        .computeIfAbsent(subject, name -> new ArrayList<>())
        .add(value);
  }

  public List<Double> values(String figure, String subject) {
    return figures.getOrDefault(figure, Map.of()).getOrDefault(subject, List.of());
  }

  public Spread spread(String figure, String subject) {
    return Spread.of(values(figure, subject));
  }

  /** The ratios round by round: what a busy machine does to one round, it does to both. */
  public Spread ratio(String figure, String of, String to) {
    List<Double> first = values(figure, of);
    List<Double> second = values(figure, to);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      ratios.add(first.get(i) / second.get(i));
    }
    return Spread.of(ratios);
  }

  public void printRatio(String name, String figure, String of, String to) {
    System.out.println("RATIO " + name + " " + ratio(figure, of, to).text());
  }
}
