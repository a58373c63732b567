package io.tollgate.journal.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be listed and exported. */
enum View {
  PENDING("backlog", "id, stored_utc, channel, kind, session, number, sent, charged_party, peer"),
  DEAD("dead", "id, buried_utc, result_code, reason, kind, session, number, charged_party"),
  OPEN("open", "updated_utc, channel, session, closing_number, charged_party");

  private final String table;
  private final String brief;

  View(String table, String brief) {
    this.table = table;
    this.brief = brief;
  }

  String table() {
    return table;
  }

  String brief() {
    return brief;
  }

  static View of(String name) {
    return Arrays.stream(values())
        .filter(view -> view.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(name + " (expected: one of " + names() + ")"));
  }

  private static String names() {
    return Arrays.stream(values())
        .map(view -> view.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
