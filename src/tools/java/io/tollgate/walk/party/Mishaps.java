package io.tollgate.walk.party;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is to happen, once each, to messages on their way from or to a party. */
public final class Mishaps {
  /** What happens to it. */
  public enum Fate {
    LOST("lose"),
    TWICE("double"),
    LATE("delay"),
    /** Five copies, the first ones a millisecond apart. */
    STUTTERED("stutter"),
    /** Before it comes one that says to be an answer to somebody else's request. */
    MISLED("mislead");

    private final String verb;

    Fate(String verb) {
      this.verb = verb;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String verb() {
      return verb;
    }

    public static Fate of(String verb) {
      return Arrays.stream(values())
          .filter(fate -> fate.verb.equals(verb))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no such mishap: " + verb));
    }
  }

  private record Mishap(Fate fate, boolean sent, String what) {
    boolean meets(boolean itsSent, SipMessage message) {
      return sent == itsSent
          && what.equals(
              message.isResponse() ? message.status() + "/" + message.method() : message.method());
    }
  }

  private final List<Mishap> waiting = new ArrayList<>();

  /**
   * @param what a method, or {@code 200/INVITE}
   */
  public void add(Fate fate, boolean sent, String what) {
    waiting.add(new Mishap(fate, sent, what));
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  @Nullable Fate take(boolean sent, SipMessage message) {
    for (Mishap mishap : waiting) {
      if (mishap.meets(sent, message)) {
        waiting.remove(mishap);
        return mishap.fate;
      }
    }
    return null;
  }
}
