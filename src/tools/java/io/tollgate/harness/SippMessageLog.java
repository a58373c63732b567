package io.tollgate.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the file that SIPp writes with {@code -trace_msg}. */
final class SippMessageLog {
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:UDP|TCP|TLS) message (sent|received)[^\\n]*\\n\\n(.*?)(?=\\n-{20,}[^\\n]*\\n|\\z)",
          Pattern.DOTALL);

  private SippMessageLog() {}

  static List<SipText> parse(String log, String direction) {
    List<SipText> messages = new ArrayList<>();
    Matcher entry = ENTRY.matcher(log);
    while (entry.find()) {
      if (entry.group(1).equals(direction)) {
        messages.add(new SipText(entry.group(2)));
      }
    }
    return messages;
  }
}
