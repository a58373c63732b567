package io.tollgate.agents;

import io.tollgate.agents.UserAgent.Seen;
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
      if (seen.isRequest("ACK")) {
        withoutAck.remove(key(seen.sent(), seen, "INVITE"));
      } else if (!seen.isResponse()) {
        open.putIfAbsent(key(seen.sent(), seen, seen.method()), agent.user() + " " + seen);
      } else if (!seen.startLine().startsWith("SIP/2.0 1")) {
        String key = key(!seen.sent(), seen, seen.method());
        open.remove(key);
        if (seen.answers("INVITE")) {
          withoutAck.put(key, agent.user() + " has no ACK for " + seen.startLine());
        }
      }
    }
    List<String> all = new ArrayList<>(open.values());
    all.addAll(withoutAck.values());
    return all;
  }

  /** The same for a request and its answers. */
  private static String key(boolean fromAgent, Seen seen, String method) {
    return fromAgent
        + seen.callId()
        + seen.sequence().substring(0, seen.sequence().indexOf(' '))
        + method;
  }

  static long count(UserAgent agent, boolean sent, String method) {
    return agent.seen().stream()
        .filter(seen -> seen.sent() == sent && seen.isRequest(method))
        .map(seen -> seen.callId() + seen.sequence())
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
                    .map(seen -> agent.user() + " " + seen + " " + seen.sequence()))
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
                      .append(seen.sequence())
                      .append('\n'));
    }
    return text.toString();
  }
}
