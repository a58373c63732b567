package io.tollgate.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What users saw against what the charging functions got. Lost: an answered call without a session,
 * a session without its START, a message that was answered with 200 and not counted. Doubled: two
 * sessions for a call, two closings of a session, a repetition without the T flag, more messages
 * counted than were sent. Unclosed: a session without its STOP or TERMINATION.
 */
final class Reconciliation {

  private final List<String> lost = new ArrayList<>();
  private final List<String> doubled = new ArrayList<>();
  private final List<String> unclosed = new ArrayList<>();
  private final int answered;
  private final int offline;
  private final int online;

  Reconciliation(List<SeenCall> calls, Path labFolder) throws IOException {
    Map<String, Charged.Session> accounting = Charged.read(labFolder.resolve("records.csv"));
    Map<String, Charged.Session> credit = Charged.read(labFolder.resolve("credit.csv"));
    answered = calls.size();
    offline = accounting.size();
    online = credit.size();
    accounting.values().forEach(this::accounting);
    credit.values().forEach(this::credit);
    calls(calls, accounting);
    units(calls, credit);
  }

  private void accounting(Charged.Session session) {
    if (session.count("START") == 0 && session.count("EVENT") == 0) {
      lost.add("no START in " + session.id() + " " + session.records().keySet());
    }
    closing(session, session.count("STOP"), session.count("START"));
  }

  private void credit(Charged.Session session) {
    boolean granted =
        session.records().values().stream()
            .anyMatch(
                each -> "INITIAL".equals(each.get("type")) && "2001".equals(each.get("result")));
    closing(session, session.count("TERMINATION"), granted ? 1 : 0);
  }

  private void closing(Charged.Session session, long closings, long openings) {
    if (closings < openings) {
      unclosed.add(session.id() + " " + session.records().keySet());
    }
    if (closings > 1) {
      doubled.add("closed " + closings + " times: " + session.id());
    }
    if (session.repeatedUnmarked()[0] > 0) {
      doubled.add("repeated without T: " + session.id());
    }
  }

  private void calls(List<SeenCall> calls, Map<String, Charged.Session> accounting) {
    Map<String, List<Charged.Session>> byCall = new HashMap<>();
    for (Charged.Session session : accounting.values()) {
      if (session.count("START") == 0 && session.count("EVENT") > 0) {
        // The EVENT of a set-up that failed: a front tries the same call with another server.
        continue;
      }
      String call = session.last().getOrDefault("call-id", "");
      byCall.computeIfAbsent(call, id -> new ArrayList<>()).add(session);
    }
    Set<String> known = new HashSet<>();
    for (SeenCall call : calls) {
      List<Charged.Session> sessions = byCall.getOrDefault(call.callId(), List.of());
      if (sessions.isEmpty()) {
        lost.add("answered, and not charged: call " + call.callId());
      } else if (sessions.size() > 1 || !known.add(call.callId())) {
        doubled.add(sessions.size() + " sessions for call " + call.callId());
      } else {
        messages(call, sessions.get(0));
      }
    }
  }

  private void messages(SeenCall call, Charged.Session session) {
    String counted = session.last().getOrDefault("sent", "");
    long sent = counted.isEmpty() ? 0 : Long.parseLong(counted);
    String text =
        "messages of call %s: %d offered, %d taken, %d charged"
            .formatted(call.callId(), call.offered(), call.taken(), sent);
    if (sent < call.taken()) {
      lost.add(text);
    } else if (sent > (call.wholly() ? call.taken() : call.offered())) {
      doubled.add(text);
    }
  }

  /** Online, by user: every message that was taken is a unit used. */
  private void units(List<SeenCall> calls, Map<String, Charged.Session> credit) {
    Map<String, Long> used = new HashMap<>();
    credit.values().forEach(each -> used.merge(each.user(), each.usedMessages(), Long::sum));
    Map<String, long[]> seen = new TreeMap<>();
    for (SeenCall call : calls) {
      long[] sums = seen.computeIfAbsent(call.caller(), user -> new long[2]);
      sums[0] += call.taken();
      sums[1] += call.offered();
    }
    seen.forEach(
        (user, sums) -> {
          long units = used.getOrDefault(user, 0L);
          String text =
              "units of %s: %d messages offered, %d taken, %d units reported to the OCS"
                  .formatted(user, sums[1], sums[0], units);
          if (units < sums[0]) {
            lost.add(text);
          } else if (units > sums[1]) {
            doubled.add(text);
          }
        });
  }

  /** Nothing differs, and there was something that could have. */
  boolean isClean() {
    return answered > 0 && lost.isEmpty() && doubled.isEmpty() && unclosed.isEmpty();
  }

  int offline() {
    return offline;
  }

  int online() {
    return online;
  }

  List<String> differences() {
    List<String> all = new ArrayList<>();
    lost.forEach(each -> all.add("LOST " + each));
    doubled.forEach(each -> all.add("DOUBLED " + each));
    unclosed.forEach(each -> all.add("UNCLOSED " + each));
    return all;
  }

  @Override
  public String toString() {
    return "lost %d doubled %d unclosed %d".formatted(lost.size(), doubled.size(), unclosed.size());
  }
}
