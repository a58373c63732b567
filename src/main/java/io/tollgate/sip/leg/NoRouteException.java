package io.tollgate.sip.leg;

import io.tollgate.charging.Refusal;
import javax.servlet.sip.ServletParseException;

/** Nobody is known, or can be reached from here, who could take the request further. */
public final class NoRouteException extends ServletParseException {
  private static final long serialVersionUID = 1L;

  private final int status;

  NoRouteException(int status, String why) {
    super(why);
    this.status = status;
  }

  public Refusal refusal() {
    return new Refusal(status, String.valueOf(getMessage()), null);
  }

  /** What whoever asked is told when a request cannot be made. */
  public static Refusal refusal(ServletParseException why) {
    return why instanceof NoRouteException known
        ? known.refusal()
        : new Refusal(400, "a header cannot be read", null);
  }
}
