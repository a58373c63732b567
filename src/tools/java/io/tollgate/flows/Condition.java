package io.tollgate.flows;

import java.util.List;

/** What a field of a message must say. */
record Condition(String key, Operator operator, String value) {

  enum Operator {
    /** The values, in order and joined by a comma, are exactly this. */
    EQUALS,
    /** Some value matches the regular expression. */
    MATCHES,
    /** No value matches the regular expression. */
    MATCHES_NOT,
    /** The field is absent. */
    ABSENT,
    /** The only value is a number of at least this. */
    AT_LEAST
  }

  static Condition parse(String word) {
    if (word.startsWith("!")) {
      return new Condition(word.substring(1), Operator.ABSENT, "");
    }
    int not = word.indexOf("!~");
    if (not > 0) {
      return new Condition(word.substring(0, not), Operator.MATCHES_NOT, word.substring(not + 2));
    }
    int atLeast = word.indexOf(">=");
    if (atLeast > 0) {
      return new Condition(
          word.substring(0, atLeast), Operator.AT_LEAST, word.substring(atLeast + 2));
    }
    int equals = word.indexOf('=');
    int tilde = word.indexOf('~');
    if (equals > 0 && (tilde < 0 || equals < tilde)) {
      return new Condition(word.substring(0, equals), Operator.EQUALS, word.substring(equals + 1));
    }
    if (tilde > 0) {
      return new Condition(word.substring(0, tilde), Operator.MATCHES, word.substring(tilde + 1));
    }
    throw new IllegalArgumentException(
        "condition: '"
            + word
            + "' (expected: Key=value, Key~regex, Key!~regex, Key>=number or !Key)");
  }

  boolean holds(Arrow event) {
    List<String> actual = event.field(key);
    return switch (operator) {
      case ABSENT -> actual.isEmpty();
      case EQUALS -> String.join(",", actual).equals(value);
      case MATCHES -> actual.stream().anyMatch(v -> v.matches(value));
      case MATCHES_NOT -> actual.stream().noneMatch(v -> v.matches(value));
      case AT_LEAST -> actual.size() == 1 && Long.parseLong(actual.get(0)) >= Long.parseLong(value);
    };
  }

  String shortfall(Arrow event) {
    String wanted =
        switch (operator) {
          case ABSENT -> "absent";
          case EQUALS -> "'" + value + "'";
          case MATCHES -> "a match of '" + value + "'";
          case MATCHES_NOT -> "no match of '" + value + "'";
          case AT_LEAST -> "at least " + value;
        };
    return key + ": '" + String.join(",", event.field(key)) + "' (expected: " + wanted + ")";
  }
}
