package io.tollgate.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the launcher was told on its command line. */
record CommandLine(
    Path home,
    @Nullable Path config,
    boolean checkConfig,
    boolean printFlows,
    Map<String, String> overrides) {
  static final String USAGE =
      """
      usage: tollgate [--home DIR] [--config FILE] [--set NAME=VALUE]... [--check-config | --print-flows]
        --home DIR        the distribution (default: the current directory)
        --config FILE     a properties file with settings (default: $TOLLGATE_CONFIG)
        --set NAME=VALUE  one setting, over all other sources
        --check-config    check the settings, print those in force, and end
        --print-flows     print in which order each flow is charged and signalled, and end\
      """;

  static CommandLine parse(List<String> words) {
    Deque<String> rest = new ArrayDeque<>(words);
    Path home = Path.of("").toAbsolutePath();
    Path config = null;
    boolean check = false;
    boolean flows = false;
    Map<String, String> overrides = new TreeMap<>();
    while (!rest.isEmpty()) {
      String word = rest.pop();
      switch (word) {
        case "--home" -> home = Path.of(value(word, rest)).toAbsolutePath();
        case "--config" -> config = Path.of(value(word, rest)).toAbsolutePath();
        case "--check-config" -> check = true;
        case "--print-flows" -> flows = true;
        case "--set" -> {
          String[] pair = value(word, rest).split("=", 2);
          if (pair.length < 2) {
            throw new IllegalArgumentException("--set " + pair[0] + " (expected: NAME=VALUE)");
          }
          overrides.put(pair[0].trim(), pair[1]);
        }
        default -> throw new IllegalArgumentException("unknown option " + word + "\n" + USAGE);
      }
    }
    return new CommandLine(home, config, check, flows, overrides);
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
    }
    return rest.pop();
  }
}
