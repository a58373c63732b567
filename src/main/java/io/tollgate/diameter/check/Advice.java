package io.tollgate.diameter.check;

import java.util.List;

/**
 * What may help with a refusal.
 *
 * @param tries lines of a profile, each list to be tried by itself, the likeliest first
 * @param settings what cannot be tried here, in words: values that only the charging department
 *     knows, and settings outside the profile
 */
record Advice(List<List<String>> tries, List<String> settings) {

  Advice {
    tries = tries.stream().map(List::copyOf).toList();
    settings = List.copyOf(settings);
  }

  static Advice tried(List<List<String>> tries) {
    return new Advice(tries, List.of());
  }

  static Advice told(String... settings) {
    return new Advice(List.of(), List.of(settings));
  }
}
