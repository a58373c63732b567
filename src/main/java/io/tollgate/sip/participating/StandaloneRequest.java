package io.tollgate.sip.participating;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.log.Brief;
import io.tollgate.sip.leg.Attempt;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.DialogPeer;
import io.tollgate.sip.leg.Exchange;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.NoRouteException;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.trust.Identities;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * OPTIONS, SUBSCRIBE, REFER, PUBLISH and INFO outside of a session: passed on with their answers,
 * and so is what follows in the dialog that they may create. Not charged (N9, N10).
 */
final class StandaloneRequest {
  private static final Logger LOG = LogManager.getLogger(StandaloneRequest.class);

  /** RFC 6665 4.1, RFC 3515 2.4.4: what follows in the dialog that they begin ends it. */
  private static final Set<String> DIALOG = Set.of("SUBSCRIBE", "REFER");

  /** T4 (RFC 3261 17.1.2.2): the answer is repeated to whoever has not heard it. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final ParticipatingContext context;
  private final Terms terms;
  private final RelayedRequests relayed;

  StandaloneRequest(ParticipatingContext context, Terms terms) {
    this.context = context;
    this.terms = terms;
    this.relayed = new RelayedRequests(context.legs().headers());
  }

  void pass(SipServletRequest request) {
    if (RelayedRequests.refusesBody(request)) {
      request.getApplicationSession().setInvalidateWhenReady(true);
      return;
    }
    if (!Attempt.at(() -> start(request))) {
      refuse(request, new Refusal(500, "internal error", null));
    }
  }

  private void start(SipServletRequest request) {
    try {
      SipServletRequest outgoing = context.outbound().continuing(request, terms.vector(request));
      if (DIALOG.contains(request.getMethod())) {
        SubscriptionLife.bound(outgoing);
      }
      SubscriptionLife life = link(request, outgoing);
      context.recent().sent(outgoing, request);
      if (!Exchange.start(
          outgoing,
          context.legs().timers(),
          owner(request),
          response -> onResponse(request, response, life),
          () -> refuse(request, new Refusal(408, "no answer that can be used", null)))) {
        refuse(request, new Refusal(480, "the next hop cannot be reached", null));
      }
    } catch (ServletParseException e) {
      LOG.info("{} of Call-ID {}: {}", request.getMethod(), request.getCallId(), Brief.of(e));
      refuse(request, NoRouteException.refusal(e));
    }
  }

  private void refuse(SipServletRequest request, Refusal why) {
    if (!request.isCommitted()) {
      Sending.send(Responses.refusal(request, why));
    }
    end(request);
  }

  /**
   * No dialog comes of it, or no more of the dialog, so that the container would wait in vain for a
   * message that ends it.
   */
  private void end(SipServletRequest request) {
    SipApplicationSession session = request.getApplicationSession();
    context.legs().timers().schedule(LINGER, owner(request), () -> Sending.letGo(session));
  }

  private SubscriptionLife link(SipServletRequest request, SipServletRequest outgoing) {
    SubscriptionLife subscription =
        new SubscriptionLife(context.legs().timers(), owner(request), request, () -> end(request));
    ConferenceWatch watch = watch(request);
    DialogPeer forth = later -> later(later, outgoing.getSession(), subscription);
    DialogPeer back =
        later -> {
          watch.pass(later);
          later(later, request.getSession(), subscription);
        };
    request.getSession().setAttribute(DialogPeer.ATTRIBUTE, forth);
    outgoing.getSession().setAttribute(DialogPeer.ATTRIBUTE, back);
    return subscription;
  }

  /** F7: what the subscriber hears of the own conference is charged to the session with it. */
  private ConferenceWatch watch(SipServletRequest subscribe) {
    List<String> users = context.legs().headers().door().believe(subscribe).identities();
    String asked = Identities.bare(subscribe.getRequestURI().toString());
    return new ConferenceWatch(
        asked::equals, news -> context.sessions().membership(asked, users, news));
  }

  private Owner owner(SipServletRequest request) {
    return context.owners().apply(request.getApplicationSession());
  }

  /** A request of one side in the dialog that came of it. */
  private void later(SipServletRequest later, SipSession towards, SubscriptionLife subscription) {
    if (RelayedRequests.refusesBody(later)) {
      return;
    }
    if (later.getMethod().equals("SUBSCRIBE")) {
      subscription.refreshing(later);
      relayed.forward(
          later,
          towards,
          status -> {
            if (status < 300) {
              subscription.granted(null);
            }
          });
    } else {
      boolean last = later.getMethod().equals("NOTIFY") && subscription.isLast(later);
      relayed.forward(
          later,
          towards,
          status -> {
            if (last) {
              subscription.over();
            }
          });
    }
  }

  private void onResponse(
      SipServletRequest request, SipServletResponse response, SubscriptionLife life) {
    if (!Attempt.at(() -> passBack(request, response, life))) {
      refuse(request, new Refusal(500, "internal error", null));
    }
  }

  /** RFC 6665 3.1.1 has it in every 2xx; a notifier that leaves it out means what was asked for. */
  private static void completeExpires(SipServletRequest request, SipServletResponse copy) {
    if (copy.getHeader("Expires") == null) {
      copy.setHeader("Expires", Integer.toString(SubscriptionLife.asked(request)));
    }
    SubscriptionLife.bound(copy);
  }

  private void passBack(
      SipServletRequest request, SipServletResponse response, SubscriptionLife life) {
    if (response.getStatus() == SipServletResponse.SC_TRYING || request.isCommitted()) {
      return;
    }
    HeaderTransparency headers = context.legs().headers();
    SipServletResponse copy = Responses.relayed(request, response, headers);
    Bodies.copy(response, copy);
    if (response.getStatus() < 300 && request.getMethod().equals("SUBSCRIBE")) {
      completeExpires(request, copy);
    }
    boolean sent = Sending.send(copy);
    int status = response.getStatus();
    boolean begins = sent && status < 300 && DIALOG.contains(request.getMethod());
    if (status >= 200 && !begins) {
      end(request);
    } else if (status >= 200) {
      life.granted(response);
    }
  }
}
