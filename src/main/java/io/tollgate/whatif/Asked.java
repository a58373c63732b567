package io.tollgate.whatif;

import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.SessionType;
import io.tollgate.conference.ConferenceTerms;
import io.tollgate.conference.User;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.RequestFacts;
import io.tollgate.sip.ServiceMark;
import io.tollgate.sip.ServiceRecognition;
import io.tollgate.sip.body.Sdp;
import io.tollgate.sip.body.SdpMedia;
import io.tollgate.sip.trust.ChargingFunctionAddresses;
import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Identities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an initial request says of its session. Its sender is believed: the capture was made behind
 * whoever checks that.
 */
final class Asked {
  private final SipMessage request;
  private final WhatIfPolicy policy;
  private final ServiceMark mark;
  private final long number;

  Asked(SipMessage request, WhatIfPolicy policy, long number) {
    this.request = request;
    this.policy = policy;
    this.number = number;
    List<String> features = new ArrayList<>(request.all("contact"));
    features.addAll(request.all("accept-contact"));
    List<String> services = new ArrayList<>(request.all("p-asserted-service"));
    services.addAll(request.all("p-preferred-service"));
    this.mark =
        new ServiceRecognition(policy.profiles())
            .recognise(
                new RequestFacts(
                    request.method(),
                    request.uri(),
                    features,
                    services,
                    request.header("content-type"),
                    request.sdp()));
  }

  SipMessage request() {
    return request;
  }

  /** Never empty. */
  List<String> identities() {
    List<String> asserted = Identities.uris(request.all("p-asserted-identity"));
    return asserted.isEmpty() ? List.of(from()) : asserted;
  }

  User user() {
    return new User(identities().stream().map(UserAddress::of).toList(), false);
  }

  String from() {
    return Identities.bare(Identities.uri(request.text("from")));
  }

  private NodeRole role() {
    String served = request.text("p-served-user").toLowerCase(Locale.ROOT).replace(" ", "");
    if (served.contains("sescase=term")) {
      return NodeRole.TERMINATING;
    }
    if (served.contains("sescase=orig")) {
      return NodeRole.ORIGINATING;
    }
    List<String> routes = request.all("route");
    if (routes.isEmpty()) {
      return policy.sessionCase();
    }
    return Identities.uri(routes.get(0)).contains(";orig")
        ? NodeRole.ORIGINATING
        : NodeRole.TERMINATING;
  }

  SessionTerms oneToOne() {
    NodeRole role = role();
    String served = Identities.uri(request.text("p-served-user"));
    String called = Identities.uri(request.text("p-called-party-id"));
    List<String> payers = identities();
    if (role == NodeRole.TERMINATING) {
      payers = List.of(!served.isEmpty() ? served : called.isEmpty() ? request.uri() : called);
    } else if (!served.isEmpty() && !payers.contains(served)) {
      payers = List.of(served);
    }
    return new SessionTerms(
        mark.profile(),
        mark.kind(),
        FunctionRole.PARTICIPATING,
        role,
        SessionType.ONE_TO_ONE,
        new Parties(
            identities(),
            request.uri(),
            null,
            from(),
            payers.get(0),
            Identities.subscriptions(payers),
            true),
        correlation(null),
        ChargingFunctionAddresses.parse(request.header("p-charging-function-addresses")),
        null,
        mark.icsi(),
        mark.iari());
  }

  /** As the focus charges it. */
  SessionTerms conference(ConferenceTerms conference, UserAddress payer) {
    List<String> payers = user().is(payer) ? identities() : List.of(payer.uri());
    String requested = Identities.bare(request.uri());
    return new SessionTerms(
        mark.profile(),
        mark.kind() == ServiceKind.PAGE_MESSAGE
            ? ServiceKind.PAGE_MESSAGE
            : ServiceKind.GROUP_SESSION,
        FunctionRole.CONTROLLING,
        NodeRole.TERMINATING,
        conference.type(),
        new Parties(
            identities(),
            conference.uri(),
            requested.equals(conference.uri()) ? null : requested,
            from(),
            payers.get(0),
            Identities.subscriptions(payers),
            true),
        correlation(conference.uri()),
        ChargingFunctionAddresses.parse(request.header("p-charging-function-addresses")),
        null,
        mark.icsi(),
        mark.iari());
  }

  private Correlation correlation(@Nullable String focus) {
    ChargingVector vector = ChargingVector.parse(request.header("p-charging-vector"));
    return new Correlation(
        vector == null ? "capture-" + request.callId() : vector.icid(),
        vector == null ? null : vector.originatingIoi(),
        vector == null ? null : vector.terminatingIoi(),
        request.callId(),
        null,
        number,
        focus,
        request.header("conversation-id"),
        request.header("contribution-id"));
  }

  /** Both parties of a one-to-one session. */
  static Roster pair(SessionTerms terms) {
    return new Roster(
        List.of(
            new Participant(terms.parties().calling().get(0)),
            new Participant(terms.parties().called())));
  }

  /** Whom it is for. */
  static Roster called(SessionTerms terms) {
    return new Roster(List.of(new Participant(terms.parties().called())));
  }

  static ApplicationServiceType direction(SessionTerms terms) {
    return terms.nodeRole() == NodeRole.TERMINATING
        ? ApplicationServiceType.RECEIVING
        : ApplicationServiceType.SENDING;
  }

  /** C14: a change that changes nothing. */
  static boolean repeats(String sdp, String before) {
    return Sdp.parse(sdp).repeats(Sdp.parse(before));
  }

  static Media media(@Nullable String sdp, Media.SdpType type) {
    return sdp == null ? Media.NONE : SdpMedia.of(Sdp.parse(sdp), type, Media.Initiator.CALLING);
  }

  static List<MessageBody> bodies(SipMessage message) {
    String type = message.header("content-type");
    return type == null || message.body().length == 0 || message.sdp() != null
        ? List.of()
        : List.of(
            new MessageBody(
                type, message.body().length, message.header("content-disposition"), false));
  }
}
