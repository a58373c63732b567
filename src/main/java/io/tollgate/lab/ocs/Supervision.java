package io.tollgate.lab.ocs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tcc of RFC 8506 7: a session whose client says nothing for that long is closed. After a restart
 * every session has its whole time again from when it is first looked for.
 */
final class Supervision {

  private final Map<String, Instant> lastHeard = new LinkedHashMap<>();

  /** The session was opened or updated; those heard of longest ago come first. */
  void heard(String session, Instant now) {
    lastHeard.remove(session);
    lastHeard.put(session, now);
  }

  /** The sessions whose time is up; they are forgotten. */
  List<String> expired(List<String> open, Duration limit, Instant now) {
    lastHeard.keySet().retainAll(open);
    open.forEach(session -> lastHeard.putIfAbsent(session, now));
    List<String> expired = new ArrayList<>();
    lastHeard.forEach(
        (session, heard) -> {
          if (!heard.plus(limit).isAfter(now)) {
            expired.add(session);
          }
        });
    expired.forEach(lastHeard::remove);
    return expired;
  }
}
