package io.tollgate.sip.participating;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.Media.Initiator;
import io.tollgate.charging.record.Media.SdpType;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.msrp.sdp.MessageMedia;
import io.tollgate.msrp.sdp.MessageSdp;
import io.tollgate.sip.body.Sdp;
import io.tollgate.sip.body.SdpMedia;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.LegSupport;
import io.tollgate.sip.trust.Believed;
import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Door;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** What charging events of a one-to-one session have in common. */
final class SessionFacts {
  private final Clock clock;
  private final Door door;
  private final ApplicationServiceType serviceType;
  private final Roster invited;
  private Roster roster;
  private List<String> calledAsserted = List.of();
  private @Nullable String outgoingCallId;
  private @Nullable String terminatingIoi;

  SessionFacts(LegSupport support, SessionTerms terms) {
    this.clock = support.clock();
    this.door = support.headers().door();
    this.serviceType =
        terms.nodeRole() == NodeRole.TERMINATING
            ? ApplicationServiceType.RECEIVING
            : ApplicationServiceType.SENDING;
    Participant called = new Participant(terms.parties().called());
    this.invited = new Roster(List.of(called));
    this.roster = new Roster(List.of(new Participant(terms.parties().calling().get(0)), called));
  }

  /** Who takes part now, where it is a conference that the other party holds. */
  void roster(Roster attached) {
    roster = attached;
  }

  Instant now() {
    return clock.instant();
  }

  void outgoingCallId(String callId) {
    outgoingCallId = callId;
  }

  /** Whom the network vouches for in the 2xx, and its own name there (RFC 7315 5.6). */
  void accepted(SipServletResponse response) {
    Believed answer = door.believe(response);
    calledAsserted = answer.asserted();
    ChargingVector vector = answer.vector();
    if (vector != null && vector.terminatingIoi() != null) {
      terminatingIoi = vector.terminatingIoi();
    }
  }

  /**
   * The media as answered, else as offered. To a request without an offer the response brings it
   * (RFC 3264 4), and is who initiates the media then. Null while nobody has said anything.
   *
   * @param by who sent the request
   * @param response when its response came; null before that
   */
  static @Nullable Media media(
      @Nullable String offer,
      @Nullable String answer,
      Side by,
      Instant request,
      @Nullable Instant response) {
    if (offer != null) {
      return answer == null
          ? SdpMedia.of(Sdp.parse(offer), SdpType.OFFER, initiator(by)).exchanged(request, null)
          : SdpMedia.of(Sdp.parse(answer), SdpType.ANSWER, initiator(by))
              .exchanged(request, response);
    }
    return answer == null
        ? null
        : SdpMedia.of(Sdp.parse(answer), SdpType.OFFER, initiator(by.other()))
            .exchanged(response == null ? request : response, null);
  }

  private static Initiator initiator(Side side) {
    return switch (side) {
      case CALLER -> Initiator.CALLING;
      case CALLEE -> Initiator.CALLED;
    };
  }

  /** Type and length of the body; a session description is told as media. */
  static List<MessageBody> bodies(SipServletMessage message) {
    String type = message.getContentType();
    return type == null || message.getContentLength() <= 0 || Bodies.sdp(message) != null
        ? List.of()
        : List.of(
            new MessageBody(
                type, message.getContentLength(), message.getHeader("Content-Disposition"), false));
  }

  /** RFC 5547: the size of the file that the offer names; 0 if it names none. */
  static long announcedOctets(SessionTerms terms, @Nullable String offer) {
    if (offer == null
        || (terms.kind() != ServiceKind.FILE_TRANSFER
            && terms.kind() != ServiceKind.LARGE_MESSAGE)) {
      return 0;
    }
    try {
      MessageMedia media = MessageSdp.read(offer);
      return media == null ? 0 : media.fileSize().orElse(0);
    } catch (MsrpSdpException e) {
      return 0;
    }
  }

  /** F7: somebody joined or left the conference that the other party holds. */
  ChargingEvent membership(ConferenceWatch.News news) {
    Instant at = now();
    ApplicationServiceType what =
        news.joined() ? ApplicationServiceType.JOINING : ApplicationServiceType.LEAVING;
    return ChargingEvent.of("NOTIFY", what, new EventTimes(at, at), roster)
        .withAcceptance(List.of(news.uri()), null);
  }

  /**
   * What begins a session, or is a message by itself.
   *
   * @param request when the request arrived
   * @param response when its final response was sent or came; null before that
   */
  ChargingEvent first(String method, Instant request, @Nullable Instant response) {
    return told(method, request, response, invited).andThen(() -> roster);
  }

  /** What follows, in the same way. */
  ChargingEvent event(String method, Instant request, @Nullable Instant response) {
    return told(method, request, response, roster);
  }

  private ChargingEvent told(
      String method, Instant request, @Nullable Instant response, Roster about) {
    return ChargingEvent.of(method, serviceType, new EventTimes(request, response), about)
        .withAcceptance(calledAsserted, outgoingCallId)
        .withTerminatingIoi(terminatingIoi);
  }
}
