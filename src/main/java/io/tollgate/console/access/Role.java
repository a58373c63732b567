package io.tollgate.console.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody may do. Each may look; who has more than {@code VIEWER} sees identities whole. */
public enum Role {
  VIEWER("looks at everything but identities, dead letters' contents and the audit log"),
  OPERATOR(
      "drains the server, lets sessions in again, ends a session or a conference, takes a Diameter"
          + " peer down and puts it into use again"),
  CHARGING("reads dead letters, sends them again, exports them"),
  SECURITY("reads the audit log");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role of(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word().equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" (expected: one of %s)"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(Role::word)
                                .collect(Collectors.joining(", ")))));
  }
}
