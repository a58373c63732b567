package io.tollgate.agents;

import io.tollgate.agents.UserAgent.Seen;
import io.tollgate.harness.SipText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at what two agents saw: what is open, what was refused, who ended what. */
final class Views {
  private Views() {}

  /**
   * Requests without a final answer, and accepted INVITEs without their ACK, in one agent's view.
   */
  static List<String> open(UserAgent agent) {
    Map<String, String> open = new LinkedHashMap<>();
    Map<String, String> withoutAck = new LinkedHashMap<>();
    for (Seen seen : agent.seen()) {
      SipText message = seen.message();
      String line = message.startLine();
      String sequence = message.header("CSeq");
      if (!line.startsWith("SIP/2.0 ")) {
        if (line.startsWith("ACK ")) {
          withoutAck.remove(key(seen.sent(), message, "INVITE"));
        } else {
          open.putIfAbsent(key(seen.sent(), message, method(sequence)), agent.user() + " " + seen);
        }
      } else if (!line.startsWith("SIP/2.0 1")) {
        String key = key(!seen.sent(), message, method(sequence));
        open.remove(key);
        if (sequence.endsWith(" INVITE")) {
          withoutAck.put(key, agent.user() + " has no ACK for " + line);
        }
      }
    }
    List<String> all = new ArrayList<>(open.values());
    all.addAll(withoutAck.values());
    return all;
  }

  private static String method(String sequence) {
    return sequence.replaceFirst("\\d+ +", "");
  }

  /** The same for a request and its answers. */
  private static String key(boolean fromAgent, SipText message, String method) {
    return fromAgent
        + message.header("Call-ID")
        + message.header("CSeq").replaceFirst(" .*", "")
        + method;
  }

  static long count(UserAgent agent, boolean sent, String method) {
    return agent.seen().stream()
        .filter(seen -> seen.sent() == sent && seen.isRequest(method))
        .map(seen -> seen.message().header("Call-ID") + seen.message().header("CSeq"))
        .distinct()
        .count();
  }

  /** Each 491 that one of them sent or was told. */
  static List<String> glares(UserAgent... agents) {
    return Arrays.stream(agents)
        .flatMap(
            agent ->
                agent.seen().stream()
                    .filter(seen -> seen.isStatus(491))
                    .map(seen -> agent.user() + " " + seen + " " + seen.message().header("CSeq")))
        .toList();
  }

  static String ladder(UserAgent... agents) {
    StringBuilder text = new StringBuilder();
    for (UserAgent agent : agents) {
      text.append(agent.user()).append('\n');
      agent
          .seen()
          .forEach(
              seen ->
                  text.append("  ")
                      .append(seen)
                      .append("   ")
                      .append(seen.message().header("CSeq"))
                      .append('\n'));
    }
    return text.toString();
  }
}
