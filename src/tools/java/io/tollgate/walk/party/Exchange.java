package io.tollgate.walk.party;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that a party sent, and what came back (a client transaction, RFC 3261 17.1). */
public final class Exchange {
  private final SipMessage request;
  private final long sent = System.nanoTime();
  private final List<SipMessage> provisionals = new ArrayList<>();
  private @Nullable SipMessage last;
  private boolean timedOut;
  private boolean perhapsUnanswered;
  private boolean waitsLonger;
  private long answered;

  Exchange(SipMessage request) {
    this.request = request;
  }

  public SipMessage request() {
    return request;
  }

  /** Whether the final response came first longer ago than this. */
  boolean isLate(Duration limit) {
    return System.nanoTime() - answered > limit.toNanos();
  }

  long age() {
    return System.nanoTime() - sent;
  }

  void provisional(SipMessage response) {
    provisionals.add(response);
  }

  /** Returns what is wrong with it, if anything. */
  @Nullable String end(SipMessage response) {
    SipMessage former = last;
    last = response;
    answered = former == null ? System.nanoTime() : answered;
    if (former == null) {
      return null;
    }
    return former.status() == response.status() && former.tag("To").equals(response.tag("To"))
        ? null
        : "a second final response, "
            + response.status()
            + " after "
            + former.status()
            + ", to "
            + request.method();
  }

  /**
   * Nobody is there who would answer it, and whoever stands between may not say so (RFC 4320 4.2).
   */
  void perhapsUnanswered() {
    perhapsUnanswered = true;
  }

  boolean wantsAnswer() {
    return !perhapsUnanswered;
  }

  /** A 100 may have been lost with it, which would have stopped the timer. */
  void lostConnection() {
    waitsLonger = request.method().equals("INVITE");
  }

  /** Asked once its time is up; true only once. */
  boolean waitsLonger() {
    boolean longer = waitsLonger;
    waitsLonger = false;
    return longer;
  }

  void timeOut() {
    timedOut = true;
  }

  public boolean hasProvisional(int status) {
    return provisionals.stream().anyMatch(response -> response.status() == status);
  }

  boolean isProceeding() {
    return !provisionals.isEmpty();
  }

  public boolean isAnswered() {
    return last != null;
  }

  public boolean isOver() {
    return last != null || timedOut;
  }

  /** Of the final response; 0 while there is none. */
  public int status() {
    SipMessage response = last;
    return response == null ? 0 : response.status();
  }

  /** The final response as it was said, or that there is none. */
  public String said() {
    SipMessage response = last;
    return response == null ? "no answer" : response.startLine();
  }

  @Nullable SipMessage answer() {
    return last;
  }
}
