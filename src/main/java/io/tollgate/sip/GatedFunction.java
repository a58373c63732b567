package io.tollgate.sip;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.sip.leg.Sending;
import java.util.function.Predicate;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/** A function whose services may not all begin now: while the shared database is away, some may. */
public final class GatedFunction implements ServiceFunction {

  private final ServiceFunction function;
  private final Role role;
  private final Predicate<ServiceKind> open;
  private final long retryAfterSeconds;

  /**
   * @param open whether a session of a service may begin
   */
  public GatedFunction(
      ServiceFunction function, Role role, Predicate<ServiceKind> open, long retryAfterSeconds) {
    this.function = function;
    this.role = role;
    this.open = open;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  @Override
  public void accept(SipServletRequest request, ServiceMark mark) {
    ServiceKind kind =
        role == Role.CONTROLLING && mark.kind() != ServiceKind.PAGE_MESSAGE
            ? ServiceKind.GROUP_SESSION
            : mark.kind();
    if (open.test(kind)) {
      function.accept(request, mark);
      return;
    }
    SipServletResponse response = request.createResponse(SipServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", Long.toString(retryAfterSeconds));
    Sending.send(response);
    request.getApplicationSession().setInvalidateWhenReady(true);
  }
}
