package io.tollgate.sip;

import io.tollgate.sip.admission.SelfCall;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.DialogPeer;
import io.tollgate.sip.leg.Exchange;
import io.tollgate.sip.leg.Extensions;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.NoRouteException;
import io.tollgate.sip.leg.Reason;
import io.tollgate.sip.leg.RecentRequests;
import io.tollgate.sip.leg.Routing;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.leg.SessionTimerPolicy;
import io.tollgate.sip.trust.Door;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where a SIP message goes that was let in: one of a dialog to its leg; an initial request is
 * checked (RFC 3261 8.2) and goes to the function that serves it.
 */
public final class SipDispatcher {
  private static final Logger LOG = LogManager.getLogger(SipDispatcher.class);
  private static final Set<String> SERVED =
      Set.of("INVITE", "MESSAGE", "OPTIONS", "REFER", "SUBSCRIBE", "PUBLISH", "INFO");

  /** In a dialog or a transaction only, so one that finds none gets 481. */
  private static final Set<String> IN_DIALOG = Set.of("BYE", "PRACK", "UPDATE", "NOTIFY");

  private static final String SERVICE_URN = "urn:service:";

  private final ServiceRecognition recognition;
  private final Role.Selection roles;
  private final Map<Role, ServiceFunction> functions;
  private final ServiceFunction selfCalls;
  private final SessionTimerPolicy sessionTimer;
  private final RecentRequests recent;
  private final OwnAddresses own;
  private final Door door;
  private final Routing routing;
  private final @Nullable Consumer<SipServletRequest> registrations;

  /**
   * @param registrations takes third-party registrations; null refuses them with 405
   */
  public SipDispatcher(
      ServiceRecognition recognition,
      Role.Selection roles,
      Map<Role, ServiceFunction> functions,
      ServiceFunction selfCalls,
      SessionTimerPolicy sessionTimer,
      RecentRequests recent,
      OwnAddresses own,
      Door door,
      Routing routing,
      @Nullable Consumer<SipServletRequest> registrations) {
    this.registrations = registrations;
    this.recognition = recognition;
    this.roles = roles;
    this.functions = Map.copyOf(functions);
    this.selfCalls = selfCalls;
    this.sessionTimer = sessionTimer;
    this.recent = recent;
    this.own = own;
    this.door = door;
    this.routing = routing;
  }

  public void request(SipServletRequest request) {
    Leg leg = Leg.of(request);
    if (leg != null) {
      leg.receive(request);
    } else if (dialogPeer(request) instanceof DialogPeer peer) {
      peer.onRequest(request);
    } else if (request.isInitial() && !request.getMethod().equals("ACK")) {
      initial(request);
    } else if (!request.getMethod().equals("ACK") && !request.getMethod().equals("CANCEL")) {
      refuse(request, SipServletResponse.SC_CALL_LEG_DONE);
    }
  }

  private static @Nullable Object dialogPeer(SipServletRequest request) {
    SipSession session = request.getSession(false);
    return session == null || !session.isValid()
        ? null
        : session.getAttribute(DialogPeer.ATTRIBUTE);
  }

  public void response(SipServletResponse response) {
    Exchange exchange = Exchange.of(response);
    if (exchange != null) {
      exchange.onResponse(response);
      return;
    }
    Leg leg = Leg.of(response);
    if (leg == null && response.getRequest() != null) {
      leg = Leg.of(response.getRequest());
    }
    if (leg != null) {
      leg.receive(response);
    } else {
      LOG.debug("{} of Call-ID {} belongs to nothing", response.getStatus(), response.getCallId());
    }
  }

  private void initial(SipServletRequest request) {
    String method = request.getMethod();
    List<String> unsupported = Extensions.unsupported(request);
    if (IN_DIALOG.contains(method)) {
      refuse(request, SipServletResponse.SC_CALL_LEG_DONE);
    } else if (own.sent(request)) {
      // Nobody vouches for what is in it: it would be believed as the word of this host.
      refuse(request, SipServletResponse.SC_LOOP_DETECTED);
    } else if (registrations != null && method.equals("REGISTER")) {
      if (door.believe(request).trusted()) {
        registrations.accept(request);
      } else {
        // Third-party registrations are the registrar's to make (TS 24.229 5.4.1.7).
        refuse(request, SipServletResponse.SC_FORBIDDEN);
      }
    } else if (!SERVED.contains(method)) {
      SipServletResponse response =
          request.createResponse(
              method.equals("REGISTER")
                  ? SipServletResponse.SC_METHOD_NOT_ALLOWED
                  : SipServletResponse.SC_NOT_IMPLEMENTED);
      response.setHeader("Allow", allowed());
      finish(request, response);
    } else if (!isServed(request.getRequestURI())) {
      refuse(request, SipServletResponse.SC_UNSUPPORTED_URI_SCHEME);
    } else if (!unsupported.isEmpty()) {
      SipServletResponse response = request.createResponse(SipServletResponse.SC_BAD_EXTENSION);
      response.setHeader("Unsupported", String.join(", ", unsupported));
      finish(request, response);
    } else if (request.getMaxForwards() == 0) {
      refuse(request, SipServletResponse.SC_TOO_MANY_HOPS);
    } else if (method.equals("INVITE") && sessionTimer.rejects(request)) {
      finish(request, sessionTimer.tooSmall(request));
    } else {
      first(request);
    }
  }

  /** Unless it is a copy of another. */
  private void first(SipServletRequest request) {
    OptionalInt answer = recent.answerToCopy(request);
    if (answer.isPresent()) {
      refuse(request, answer.getAsInt());
    } else if (request.getMethod().equals("OPTIONS") && isForUs(request.getRequestURI())) {
      SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
      response.setHeader("Allow", allowed());
      finish(request, response);
    } else {
      serve(request);
    }
  }

  /** A user, a number, or a service such as urn:service:sos (RFC 5031), which a route leads to. */
  private static boolean isServed(URI uri) {
    return uri.isSipURI()
        || uri.getScheme().equalsIgnoreCase("tel")
        || uri.toString().regionMatches(true, 0, SERVICE_URN, 0, SERVICE_URN.length());
  }

  /** RFC 3261 11.2: a Request-URI without a user names the server itself. */
  private boolean isForUs(URI uri) {
    return own.contains(uri) || (uri instanceof SipURI sip && sip.getUser() == null);
  }

  private void serve(SipServletRequest request) {
    RequestFacts facts =
        RequestFacts.of(request, door.believe(request).services(), Bodies.sdp(request));
    Role role = roles.of(facts.requestUri());
    ServiceFunction function = SelfCall.is(request) ? selfCalls : functions.get(role);
    if (function == null) {
      refuse(request, SipServletResponse.SC_NOT_FOUND);
    } else if (role == Role.CONTROLLING || SelfCall.is(request) || leadsSomewhere(request)) {
      function.accept(request, recognition.recognise(facts));
    }
  }

  /** Answers a request that cannot go on. */
  private boolean leadsSomewhere(SipServletRequest request) {
    Routing.NextHop next;
    try {
      next = routing.after(request);
      if (next.allowed()) {
        routing.requireReachable(next, request.getRequestURI());
      }
    } catch (NoRouteException e) {
      SipServletResponse response = request.createResponse(e.refusal().status());
      response.setHeader(Reason.HEADER, Reason.of(e.refusal()));
      finish(request, response);
      return false;
    } catch (ServletParseException e) {
      refuse(request, SipServletResponse.SC_BAD_REQUEST);
      return false;
    }
    if (next.routes().isEmpty()
        && (next.host().isEmpty() || own.contains(request.getRequestURI()))) {
      // It is ours and no group's, or no host's, and nobody else is named to whom it could go.
      refuse(request, SipServletResponse.SC_NOT_FOUND);
      return false;
    }
    if (!next.allowed()) {
      refuse(request, SipServletResponse.SC_FORBIDDEN);
      return false;
    }
    return true;
  }

  private static String allowed() {
    return "INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, OPTIONS, INFO, MESSAGE, REFER, SUBSCRIBE,"
        + " NOTIFY, PUBLISH";
  }

  private static void refuse(SipServletRequest request, int status) {
    finish(request, request.createResponse(status));
  }

  private static void finish(SipServletRequest request, SipServletResponse response) {
    Sending.send(response);
    if (request.isInitial()) {
      // Not at once: the transaction would end with it, which repeats the answer while it is lost.
      request.getApplicationSession().setInvalidateWhenReady(true);
    }
  }
}
