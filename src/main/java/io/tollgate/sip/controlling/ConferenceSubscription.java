package io.tollgate.sip.controlling;

import io.tollgate.charging.Timers.Timer;
import io.tollgate.conference.Conference;
import io.tollgate.conference.ParticipantView;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.body.ContentType;
import io.tollgate.sip.leg.Exchange;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * One watcher. A full document first, then what changed. One NOTIFY is out at a time; what happens
 * meanwhile goes together into the next, so that a mass join costs a watcher few NOTIFYs and
 * versions rise without gaps. State belongs to the conference's owner.
 */
final class ConferenceSubscription {

  private final ConferenceNotifier notifier;
  private final String key;
  private final Executor onDialog;
  private final Dialog dialog;
  private final String event;
  private final Map<UserAddress, ParticipantView> changed = new LinkedHashMap<>();
  private @Nullable Timer expiry;
  private long version;
  private long expiresAt;
  private boolean full;
  private boolean outstanding;
  private @Nullable String ending;
  private boolean over;

  ConferenceSubscription(
      ConferenceNotifier notifier,
      String key,
      Executor onDialog,
      Dialog dialog,
      SipServletRequest subscribe) {
    this.notifier = notifier;
    this.key = key;
    this.onDialog = onDialog;
    this.dialog = dialog;
    String named = subscribe.getHeader("Event");
    this.event = named == null ? "conference" : named;
  }

  /** RFC 6665 4.2.1.2: each SUBSCRIBE gets a NOTIFY with the full state. */
  void refreshed(int expires) {
    cancelExpiry();
    full = true;
    expiresAt = notifier.context().legs().clock().millis() + expires * 1000L;
    if (expires == 0) {
      ending = "timeout";
    } else {
      expiry =
          notifier
              .context()
              .legs()
              .timers()
              .schedule(Duration.ofSeconds(expires), notifier.owner(), () -> end("timeout"));
    }
    flush();
  }

  void changed(ParticipantView who) {
    changed.put(who.address(), who);
    flush();
  }

  void conferenceOver() {
    end("noresource");
  }

  private void end(String reason) {
    cancelExpiry();
    full = !reason.equals("noresource");
    ending = reason;
    flush();
  }

  private void flush() {
    if (over || outstanding || (!full && changed.isEmpty() && ending == null)) {
      return;
    }
    String document = document();
    String state = ending == null ? "active;expires=" + remaining() : "terminated;reason=" + ending;
    changed.clear();
    full = false;
    outstanding = true;
    if (ending != null) {
      over = true;
      notifier.remove(key);
    }
    onDialog.execute(() -> dialog.whenQuiet(() -> send(document, state)));
  }

  private String document() {
    Conference conference = notifier.conference();
    version++;
    if ("noresource".equals(ending)) {
      return notifier.info().deleted(version);
    }
    return full
        ? notifier.info().full(version, conference.present(), conference.participants())
        : notifier.info().partial(version, conference.present(), changed.values());
  }

  private long remaining() {
    long now = notifier.context().legs().clock().millis();
    return Math.max(0, (expiresAt - now) / 1000);
  }

  private void send(String document, String state) {
    SipServletRequest notify;
    try {
      notify = dialog.request();
    } catch (IllegalStateException ended) {
      answered(false);
      return;
    }
    notifier.identity().mark(notify);
    notify.setHeader("Event", event);
    notify.setHeader("Subscription-State", state);
    try {
      notify.setContent(document.getBytes(StandardCharsets.UTF_8), ContentType.CONFERENCE_INFO);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("UTF-8 is not there", e);
    }
    boolean sent =
        Exchange.start(
            notify,
            notifier.context().legs().timers(),
            notifier.owner(),
            response -> {
              if (response.getStatus() >= 200) {
                answered(response.getStatus() < 300);
              }
            },
            () -> answered(false));
    if (!sent) {
      answered(false);
    }
  }

  /** A watcher who does not answer is gone (RFC 6665 4.2.2). */
  private void answered(boolean well) {
    notifier
        .owner()
        .execute(
            () -> {
              outstanding = false;
              if (well) {
                flush();
              } else if (!over) {
                over = true;
                cancelExpiry();
                notifier.remove(key);
              }
            });
  }

  private void cancelExpiry() {
    Timer timer = expiry;
    expiry = null;
    if (timer != null) {
      timer.cancel();
    }
  }
}
