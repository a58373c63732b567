package io.tollgate.sip.leg;

import io.tollgate.charging.AdviceWay;
import io.tollgate.charging.Timers;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import javax.servlet.sip.SipServletRequest;

/**
 * What every leg is given.
 *
 * @param tellsRefreshes a session refresh by re-INVITE is a modification like any other (conflict
 *     C14, strict); else the leg answers it by itself
 * @param ackWait how long the ACK of a 2xx may take (RFC 3261 13.3.1.4: 64*T1)
 * @param proceeding an INVITE of ours has had a first answer
 * @param random a number from 0 below its argument: spreads retries
 * @param book where other servers find the dialogs of this one
 * @param advice how who pays hears what the OCS says of money
 */
public record LegSupport(
    Timers timers,
    Clock clock,
    SessionTimerPolicy sessionTimer,
    boolean tellsRefreshes,
    HeaderTransparency headers,
    Duration ackWait,
    Predicate<SipServletRequest> proceeding,
    IntUnaryOperator random,
    DialogBook book,
    Set<AdviceWay> advice) {

  public LegSupport {
    advice = Set.copyOf(advice);
  }
}
