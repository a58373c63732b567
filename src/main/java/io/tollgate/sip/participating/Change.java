package io.tollgate.sip.participating;

import io.tollgate.sip.leg.Leg;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** A change of the session that is under way: one party's, or what another one owes. */
interface Change {

  /** Who is asked. */
  Leg towards();

  void begin();

  /** Nothing of it is out: it waits to be tried again after a glare. */
  boolean isDormant();

  void onResponse(Leg on, SipServletResponse response);

  void onAck(Leg on, @Nullable String sdp);

  void onCancel(Leg on);

  /** A newer change says everything that this one would, or the session ends under it. */
  void overtaken();
}
