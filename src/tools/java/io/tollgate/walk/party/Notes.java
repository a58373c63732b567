package io.tollgate.walk.party;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was seen in one walk: every message for its ladder, and everything that differs. */
public final class Notes {
  /** A message at a party's socket; {@code remark} tells what happened to it on purpose. */
  public record Sight(long nanos, String party, boolean sent, SipMessage message, String remark) {
    String line() {
      return message.isResponse()
          ? message.status() + " (" + message.header("CSeq") + ")"
          : message.method()
              + " "
              + message.cseq()
              + (message.body().isEmpty() ? "" : " +" + Media.summary(message));
    }
  }

  private final long begin = System.nanoTime();
  private final List<Sight> sights = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private final Set<String> differences = new LinkedHashSet<>();

  /** When it began, by {@link System#nanoTime()}. */
  public long began() {
    return begin;
  }

  void seen(String party, boolean sent, SipMessage message, String remark) {
    Sight sight = new Sight(System.nanoTime() - begin, party, sent, message, remark);
    sights.add(sight);
    steps.add(
        String.format(
            "%8.1f  %-2s %s %s%s",
            sight.nanos() / 1e6,
            party,
            sent ? "->" : "<-",
            sight.line(),
            remark.isEmpty() ? "" : "  [" + remark + "]"));
  }

  public void step(String text) {
    steps.add(String.format("%8.1f  == %s", (System.nanoTime() - begin) / 1e6, text));
  }

  public void differs(String what) {
    if (differences.add(what)) {
      steps.add(String.format("%8.1f  !! %s", (System.nanoTime() - begin) / 1e6, what));
    }
  }

  public boolean isClean() {
    return differences.isEmpty();
  }

  public List<String> differences() {
    return List.copyOf(differences);
  }

  public List<Sight> sights() {
    return List.copyOf(sights);
  }

  /** The walk from top to bottom: its steps, each message with its time, what differed. */
  public String ladder() {
    return String.join("\n", steps) + "\n";
  }
}
