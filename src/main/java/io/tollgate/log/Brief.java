package io.tollgate.log;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What went wrong, in one line of bounded length for a log. Texts of exceptions quote what came
 * from outside: whole messages, subscribers and session descriptions among it.
 */
public final class Brief {
  private static final int MOST = 160;
  private static final int FRAMES = 4;
  private static final String OURS = "io.tollgate.";

  private Brief() {}

  /** The exception, the beginning of what it says, and where it came from. */
  public static String of(Throwable thrown) {
    String says = thrown.getMessage();
    return thrown.getClass().getSimpleName()
        + (says == null ? "" : ": " + of(says))
        + " at "
        + Arrays.stream(thrown.getStackTrace())
            .filter(frame -> frame.equals(thrown.getStackTrace()[0]) || isOurs(frame))
            .limit(FRAMES)
            .map(Brief::place)
            .collect(Collectors.joining(" < "));
  }

  /** The beginning of a text from outside, without line breaks and user parts. */
  public static String of(String text) {
    String begin = text.length() <= 4 * MOST ? text : text.substring(0, 4 * MOST);
    String masked =
        begin
            .replaceAll("\\p{Cntrl}+", " ")
            // Also where the text ends before the host does.
            .replaceAll("(?i)(sips?:|im:|pres:)[^@\\s>]+(@|$|\\.\\.\\.)", "$1***$2")
            .replaceAll("(?i)tel:[^;>\\s]+", "tel:***")
            // A scheme may be broken, too.
            .replaceAll("[^\\s@:;,=/]{1,256}@", "***@");
    return masked.length() <= MOST
        ? masked + (text.length() > begin.length() ? "..." : "")
        : masked.substring(0, MOST) + "...";
  }

  private static boolean isOurs(StackTraceElement frame) {
    return frame.getClassName().startsWith(OURS);
  }

  private static String place(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1)
        + '.'
        + frame.getMethodName()
        + ':'
        + frame.getLineNumber();
  }
}
