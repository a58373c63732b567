package io.tollgate.sip;

import io.tollgate.sip.leg.HeaderTransparency;
import java.util.List;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What of an initial request tells the service and the role.
 *
 * @param features values of Contact and Accept-Contact: where feature tags stand (RFC 3840, 3841)
 * @param services values of P-Asserted-Service and P-Preferred-Service (RFC 6050)
 * @param sdp the session description, if the body is one
 */
public record RequestFacts(
    String method,
    String requestUri,
    List<String> features,
    List<String> services,
    @Nullable String contentType,
    @Nullable String sdp) {

  public RequestFacts {
    features = List.copyOf(features);
    services = List.copyOf(services);
  }

  public static RequestFacts of(
      SipServletRequest request, List<String> services, @Nullable String sdp) {
    List<String> features = HeaderTransparency.all(request, "Contact");
    features.addAll(HeaderTransparency.all(request, "Accept-Contact"));
    return new RequestFacts(
        request.getMethod(),
        request.getRequestURI().toString(),
        features,
        services,
        request.getContentType(),
        sdp);
  }
}
