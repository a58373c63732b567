package io.tollgate.lab.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Faults as text: {@code [rf|ro|any] [TYPE] [session=PREFIX] [subscriber=PART] ACTION
 * [xN|forever]}, where ACTION is {@code delay:MILLIS}, {@code drop}, {@code mute}, {@code code:N}
 * (or just N), {@code close} or {@code close-after}. Several are separated by semicolons.
 */
public final class FaultText {

  private static final Set<String> APPLICATIONS = Set.of("rf", "ro", "any");
  private static final Set<String> TYPES =
      Set.of("ANY", "START", "INTERIM", "STOP", "EVENT", "INITIAL", "UPDATE", "TERMINATION");

  private FaultText() {}

  public static List<Fault> parseAll(String text) {
    return Arrays.stream(text.split(";"))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(FaultText::parse)
        .toList();
  }

  public static Fault parse(String text) {
    String application = "any";
    String type = "ANY";
    String session = "";
    String subscriber = "";
    FaultAction action = null;
    int times = 1;
    for (String word : text.strip().split("\\s+")) {
      if (APPLICATIONS.contains(word)) {
        application = word;
      } else if (TYPES.contains(word.toUpperCase(Locale.ROOT))) {
        type = word.toUpperCase(Locale.ROOT);
      } else if (word.startsWith("session=")) {
        session = word.substring("session=".length());
      } else if (word.startsWith("subscriber=")) {
        subscriber = word.substring("subscriber=".length());
      } else if (word.equals("forever")) {
        times = Fault.FOREVER;
      } else if (word.matches("x\\d+")) {
        times = Integer.parseInt(word.substring(1));
      } else {
        action = action(word);
      }
    }
    if (action == null) {
      throw new IllegalArgumentException(
          "fault: \"" + text + "\" (expected: an action: delay:MILLIS, drop, mute, code:N, close)");
    }
    return new Fault(application, type, session, subscriber, action, times);
  }

  private static FaultAction action(String word) {
    if (word.matches("delay:\\d+")) {
      return new FaultAction.Delay(Long.parseLong(word.substring("delay:".length())));
    }
    if (word.matches("(code:)?\\d{4}")) {
      return new FaultAction.Code(Long.parseLong(word.substring(word.length() - 4)));
    }
    return switch (word) {
      case "drop" -> new FaultAction.Drop();
      case "mute" -> new FaultAction.Mute();
      case "close" -> new FaultAction.Close();
      case "close-after" -> new FaultAction.CloseAfter();
      default ->
          throw new IllegalArgumentException(
              "fault: \""
                  + word
                  + "\" (expected: rf, ro, a type, session=PREFIX, subscriber=PART, delay:MILLIS,"
                  + " drop, mute, code:N, close, close-after, xN or forever)");
    };
  }
}
