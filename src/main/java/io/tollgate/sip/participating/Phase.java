package io.tollgate.sip.participating;

import io.tollgate.charging.Refusal;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegListener.Loss;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** What a one-to-one session does with the events of its legs, one class per phase of its life. */
sealed interface Phase permits Initiation, Established, Ending {

  void onModification(Leg from, SipServletRequest request);

  void onBye(Leg from, SipServletRequest bye);

  void onResponse(Leg from, SipServletResponse response);

  void onAck(Leg from, @Nullable String sdp);

  /** What was out on the leg is answered. */
  default void onIdle(Leg leg) {}

  void onCancel(Leg from, SipServletRequest cancel);

  void onLost(Leg from, Loss why);

  /** This server ends the session: charging, the operator's limits or the media ask for it. */
  void end(Refusal why, ServerEnd how);

  /** Who or what in this server wants the end. */
  enum ServerEnd {
    /** Charging or the operator: a regular end (F4, N3). */
    REGULAR,
    /** This node or its media failed the session (N12). */
    FAILURE
  }
}
