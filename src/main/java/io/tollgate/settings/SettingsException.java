package io.tollgate.settings;

import java.util.List;

/** The settings cannot be used. Every problem is told at once, each with what to do. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> problems;

  public SettingsException(List<String> problems) {
    super(
        (problems.size() == 1
                ? "1 setting cannot be used:"
                : problems.size() + " settings cannot be used:")
            + problems.stream().map(problem -> "\n  " + problem).reduce("", String::concat));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
