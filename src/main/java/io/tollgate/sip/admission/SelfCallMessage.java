package io.tollgate.sip.admission;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a self-call needs to read of a message that our own stack wrote. */
record SelfCallMessage(String text) {

  String startLine() {
    return text.lines().findFirst().orElse("");
  }

  boolean isFinalAnswerTo(String callId, String method) {
    return startLine().startsWith("SIP/2.0 ")
        && !startLine().startsWith("SIP/2.0 1")
        && header("Call-ID").equals(callId)
        && header("CSeq").endsWith(" " + method);
  }

  boolean isRefusalOf(String callId) {
    return startLine().matches("SIP/2\\.0 [3-6].*") && header("Call-ID").equals(callId);
  }

  String toTag() {
    String to = header("To");
    int tag = to.indexOf(";tag=");
    return tag < 0 ? "" : to.substring(tag + 5).replaceFirst(";.*", "");
  }

  String contactUri() {
    return header("Contact").replaceFirst("^[^<]*<", "").replaceFirst(">.*$", "");
  }

  /**
   * @param tag for the To that has none yet
   */
  String answer(String status, String contact, String tag) {
    String to = header("To");
    return "SIP/2.0 "
        + status
        + "\r\n"
        + lines("Via")
        + lines("Record-Route")
        + lines("From")
        + "To: "
        + (to.contains(";tag=") || tag.isEmpty() ? to : to + ";tag=" + tag)
        + "\r\n"
        + lines("Call-ID")
        + lines("CSeq")
        + "Contact: "
        + contact
        + "\r\nContent-Length: 0\r\n\r\n";
  }

  private String header(String name) {
    return all(name).stream()
        .findFirst()
        .map(line -> line.substring(name.length() + 1))
        .orElse("")
        .trim();
  }

  private String lines(String name) {
    return all(name).stream().map(line -> line + "\r\n").collect(Collectors.joining());
  }

  private List<String> all(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return text.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix)).toList();
  }
}
