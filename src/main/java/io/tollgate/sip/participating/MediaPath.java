package io.tollgate.sip.participating;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.msrp.MsrpLeg;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.msrp.MsrpRelay;
import io.tollgate.msrp.RelayLeg;
import io.tollgate.msrp.RelayTerms;
import io.tollgate.msrp.sdp.MessageSdp;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a session description becomes on its way from one leg to the other: message media is
 * anchored at this node, so that it can be counted and refused; everything else stays.
 */
final class MediaPath {
  private final @Nullable MsrpPlane plane;
  private final RelayTerms terms;
  private final MessageGate gate;
  private final MsrpListener listener;
  private final Map<Side, String> places = new EnumMap<>(Side.class);
  private @Nullable MsrpRelay relay;

  /**
   * @param plane null passes all media by
   */
  MediaPath(@Nullable MsrpPlane plane, RelayTerms terms, MessageGate gate, MsrpListener listener) {
    this.plane = plane;
    this.terms = terms;
    this.gate = gate;
    this.listener = listener;
  }

  /** Where a party is, before its SDP tells. */
  void towards(Side side, String host) {
    places.put(side, host);
  }

  /**
   * @throws io.tollgate.msrp.MsrpSdpException when the message media cannot be understood: 488
   */
  String offer(Side from, String sdp) {
    MsrpRelay anchored = relayFor(sdp);
    if (anchored == null) {
      return sdp;
    }
    leg(anchored, from).remoteOffer(sdp);
    return leg(anchored, from.other()).offer(sdp);
  }

  /**
   * @throws io.tollgate.msrp.MsrpSdpException as {@link #offer}
   */
  String answer(Side from, String sdp) {
    MsrpRelay anchored = relay;
    if (anchored == null) {
      return sdp;
    }
    leg(anchored, from).remoteAnswer(sdp);
    return leg(anchored, from.other()).answer(sdp);
  }

  private @Nullable MsrpRelay relayFor(String sdp) {
    if (relay == null && plane != null && MessageSdp.carriesMessages(sdp)) {
      MsrpRelay opened = plane.openRelay(terms, gate, listener);
      places.forEach((side, host) -> leg(opened, side).towards(host));
      relay = opened;
    }
    return relay;
  }

  boolean isOf(Side side, MsrpLeg one) {
    MsrpRelay open = relay;
    return open != null && one.equals(leg(open, side));
  }

  private static RelayLeg leg(MsrpRelay relay, Side side) {
    return side == Side.CALLER ? relay.originating() : relay.terminating();
  }

  /** Done when everything that was carried has been counted. */
  CompletionStage<MessageCounters> close() {
    MsrpRelay open = relay;
    relay = null;
    return open == null ? CompletableFuture.completedStage(MessageCounters.ZERO) : open.close();
  }
}
