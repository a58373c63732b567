package io.tollgate.sip.farewell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a response: which request it answers, and how.
 *
 * @param branch of the topmost Via (RFC 3261 17.1.3)
 */
record Answer(int status, String branch) {

  private static final Pattern STATUS =
      Pattern.compile("SIP/2\\.0 ([1-6][0-9]{2})(?: [^\\r\\n]*)?");

  private static final Pattern VIA = Pattern.compile("(?im)^(?:via|v)[ \\t]*:([^,\\r\\n]*)");

  private static final Pattern BRANCH =
      Pattern.compile("(?i);[ \\t]*branch[ \\t]*=[ \\t]*([^;,\\s]+)");

  /** Null for anything that is no response with a branch. */
  static @Nullable Answer read(String head) {
    int end = SipUri.firstOf(head, "\r\n", 0);
    Matcher status = STATUS.matcher(head.substring(0, end));
    Matcher via = VIA.matcher(head);
    if (!status.matches() || !via.find()) {
      return null;
    }
    Matcher branch = BRANCH.matcher(via.group(1));
    return branch.find() ? new Answer(Integer.parseInt(status.group(1)), branch.group(1)) : null;
  }

  boolean isFinal() {
    return status >= 200;
  }
}
