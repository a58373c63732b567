package io.tollgate.sip.participating;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers;
import io.tollgate.charging.Timers.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * How long a subscription that is passed on may last (RFC 6665 4.1.3, 4.4.1; RFC 3515 2.4.4): as
 * long as its parties agreed, or until the notifier says that it is terminated. The parties need
 * not say anything any more; what was kept for them goes then. On the session's owner.
 */
final class SubscriptionLife {

  /** RFC 6665 leaves it to the package; that of conferences has this (RFC 4575 3.4). */
  private static final int USUAL_SECONDS = 3600;

  /** A REFER says nothing of it; the first NOTIFY does, and comes at once (RFC 3515 2.4.4). */
  private static final int REFER_SECONDS = 180;

  /**
   * Nobody keeps anything here for longer without a word; both sides are told (RFC 6665 4.1.2.1).
   */
  private static final int MOST_SECONDS = 86_400;

  /** So long a last NOTIFY and its repetitions may take (Timer F). */
  private static final Duration MARGIN = Duration.ofSeconds(33);

  private static final Pattern EXPIRES = Pattern.compile(";\\s*expires\\s*=\\s*(\\d{1,9})\\b");

  private final Timers timers;
  private final Owner owner;
  private final Runnable end;
  private @Nullable Timer timer;
  private int asked;

  SubscriptionLife(Timers timers, Owner owner, SipServletRequest begin, Runnable end) {
    this.timers = timers;
    this.owner = owner;
    this.end = end;
    this.asked = asked(begin);
  }

  /** What a request asks for, or its package has where it says nothing. */
  static int asked(SipServletRequest begin) {
    return seconds(begin, "REFER".equals(begin.getMethod()) ? REFER_SECONDS : USUAL_SECONDS);
  }

  /** Before a request or its answer is passed on: no longer than is kept here. */
  static void bound(SipServletMessage message) {
    String expires = message.getHeader("Expires");
    if (expires != null
        && expires.strip().matches("\\d+")
        && seconds(message, Integer.MAX_VALUE) > MOST_SECONDS) {
      message.setHeader("Expires", Integer.toString(MOST_SECONDS));
    }
  }

  /** SUBSCRIBE again: its answer says how long from now. */
  void refreshing(SipServletRequest subscribe) {
    asked = seconds(subscribe, USUAL_SECONDS);
  }

  /** A 2xx to SUBSCRIBE or REFER. */
  void granted(@Nullable SipServletMessage answer) {
    lasts(answer == null ? asked : seconds(answer, asked));
  }

  /** What a NOTIFY says; true if it was the last. */
  boolean isLast(SipServletRequest notify) {
    String state = notify.getHeader("Subscription-State");
    if (state == null) {
      return false;
    }
    String said = state.strip().toLowerCase(Locale.ROOT);
    Matcher expires = EXPIRES.matcher(said);
    if (expires.find()) {
      lasts(Integer.parseInt(expires.group(1)));
    }
    return said.startsWith("terminated");
  }

  void over() {
    stop();
    end.run();
  }

  private void lasts(int seconds) {
    stop();
    Duration most = Duration.ofSeconds(Math.min(seconds, MOST_SECONDS));
    timer = timers.schedule(most.plus(MARGIN), owner, end);
  }

  private void stop() {
    Timer running = timer;
    timer = null;
    if (running != null) {
      running.cancel();
    }
  }

  private static int seconds(SipServletMessage message, int otherwise) {
    String expires = message.getHeader("Expires");
    return expires != null && expires.strip().matches("\\d{1,9}")
        ? Integer.parseInt(expires.strip())
        : otherwise;
  }
}
