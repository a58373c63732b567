package io.tollgate.sip.admission;

import java.util.Set;
import java.util.UUID;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;

/**
 * Calls that the server places through itself to warm the path. They are let in before it is ready,
 * go where their Request-URI says and are not charged. Known by a user part that nobody else can
 * guess.
 */
public final class SelfCall {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

  private static final String MARK = SelfCall.class.getName();
  private final String user;

  public SelfCall() {
    this("self-" + UUID.randomUUID());
  }

  /**
   * @param user the user part that the container knows them by, too
   */
  public SelfCall(String user) {
    this.user = user;
  }

  /** The user part of the Request-URI. */
  public String user() {
    return user;
  }

  /** Recognises one and marks its application session. */
  public boolean recognise(SipServletRequest initial) {
    boolean own =
        initial.getRequestURI() instanceof SipURI uri
            && user.equals(uri.getUser())
            && LOOPBACK.contains(uri.getHost());
    if (own) {
      initial.getApplicationSession().setAttribute(MARK, true);
    }
    return own;
  }

  /** Whether the request belongs to a self-call: no charging, no outbound proxy. */
  public static boolean is(SipServletRequest request) {
    return request.getApplicationSession().getAttribute(MARK) != null;
  }
}
