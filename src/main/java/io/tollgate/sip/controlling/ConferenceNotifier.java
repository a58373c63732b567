package io.tollgate.sip.controlling;

import io.tollgate.conference.Conference;
import io.tollgate.conference.ParticipantView;
import io.tollgate.conference.User;
import io.tollgate.sip.body.ConferenceInfo;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.leg.SerialOwner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** The conference event package (RFC 4575) of one conference. On the conference's owner. */
final class ConferenceNotifier {

  /** A conference of hundreds watched by all of its members is enough. */
  private static final int MAX_WATCHERS = 2_000;

  private final FocusContext context;
  private final SerialOwner owner;
  private final FocusIdentity identity;
  private final Conference conference;
  private final ConferenceInfo info;
  private final Map<String, ConferenceSubscription> subscriptions = new LinkedHashMap<>();

  ConferenceNotifier(
      FocusContext context, SerialOwner owner, FocusIdentity identity, Conference conference) {
    this.context = context;
    this.owner = owner;
    this.identity = identity;
    this.conference = conference;
    this.info = new ConferenceInfo(conference.terms().uri(), conference.terms().subject());
  }

  ConferenceInfo info() {
    return info;
  }

  FocusContext context() {
    return context;
  }

  SerialOwner owner() {
    return owner;
  }

  FocusIdentity identity() {
    return identity;
  }

  Conference conference() {
    return conference;
  }

  void changed(ParticipantView who) {
    for (ConferenceSubscription subscription : new ArrayList<>(subscriptions.values())) {
      subscription.changed(who);
    }
  }

  /** The conference is over: the last NOTIFY of each subscription says so. */
  void over() {
    for (ConferenceSubscription subscription : new ArrayList<>(subscriptions.values())) {
      subscription.conferenceOver();
    }
    subscriptions.clear();
  }

  /** SUBSCRIBE, the first one or a refresh. Called where its dialog may be touched. */
  void subscribe(SipServletRequest subscribe, User watcher, Executor onDialog, Dialog dialog) {
    Integer expires = agreed(subscribe);
    if (expires == null) {
      return;
    }
    owner.execute(
        Answers.guarded(
            subscribe,
            () -> {
              String key = key(subscribe);
              ConferenceSubscription known = subscriptions.get(key);
              boolean allowed = known != null || mayWatch(watcher);
              onDialog.execute(
                  Answers.guarded(subscribe, () -> answer(subscribe, allowed, expires)));
              if (allowed) {
                ConferenceSubscription subscription =
                    known != null
                        ? known
                        : new ConferenceSubscription(this, key, onDialog, dialog, subscribe);
                subscriptions.put(key, subscription);
                subscription.refreshed(expires);
              }
            }));
  }

  void remove(String key) {
    subscriptions.remove(key);
  }

  private boolean mayWatch(User watcher) {
    return !conference.isOver()
        && subscriptions.size() < MAX_WATCHERS
        && (conference.isParticipant(watcher) || watcher.is(conference.terms().owner()));
  }

  private static String key(SipServletRequest subscribe) {
    String event = subscribe.getHeader("Event");
    return subscribe.getCallId()
        + '|'
        + subscribe.getFrom().getParameter("tag")
        + '|'
        + (event == null ? "" : event);
  }

  private void answer(SipServletRequest subscribe, boolean allowed, int expires) {
    if (!allowed) {
      Answers.refuse(subscribe, SipServletResponse.SC_FORBIDDEN);
      return;
    }
    SipServletResponse ok = subscribe.createResponse(SipServletResponse.SC_OK);
    ok.setHeader("Expires", Integer.toString(expires));
    identity.mark(ok);
    Sending.send(ok);
  }

  /** The life of the subscription; null if the request was refused. */
  private @Nullable Integer agreed(SipServletRequest subscribe) {
    String event = subscribe.getHeader("Event");
    if (event == null
        || !event.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT).equals("conference")) {
      SipServletResponse bad = subscribe.createResponse(SipServletResponse.SC_BAD_EVENT);
      bad.setHeader("Allow-Events", "conference");
      Answers.finish(subscribe, bad);
      return null;
    }
    ControllingPolicy.Notices notices = context.policy().notices();
    String asked = subscribe.getHeader("Expires");
    int expires;
    try {
      expires = asked == null ? notices.standard() : Integer.parseInt(asked.strip());
    } catch (NumberFormatException e) {
      Answers.refuse(subscribe, SipServletResponse.SC_BAD_REQUEST);
      return null;
    }
    if (expires > 0 && expires < notices.least() && expires < 3600) {
      SipServletResponse brief = subscribe.createResponse(SipServletResponse.SC_INTERVAL_TOO_BRIEF);
      brief.setHeader("Min-Expires", Integer.toString(notices.least()));
      Answers.finish(subscribe, brief);
      return null;
    }
    return Math.max(0, Math.min(expires, notices.most()));
  }
}
