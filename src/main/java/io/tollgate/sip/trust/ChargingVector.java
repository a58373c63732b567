package io.tollgate.sip.trust;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * P-Charging-Vector (RFC 7315 5.6): what ties the charging records of one session together on every
 * node it crosses.
 *
 * @param parameters in the order they came, icid-value among them
 */
public record ChargingVector(Map<String, String> parameters) {

  public static final String HEADER = "P-Charging-Vector";
  private static final String ICID = "icid-value";

  /** The vector of a request; null if it names no session. */
  public static @Nullable ChargingVector of(SipServletRequest request) {
    String header = request.getHeader(HEADER);
    return parse(
        header == null && request.getAttribute(HEADER) instanceof String hidden ? hidden : header);
  }

  /** Parses a header's value; null if there is none in it that names a session. */
  public static @Nullable ChargingVector parse(@Nullable String header) {
    if (header == null) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : Quoted.split(header, ';')) {
      int equals = part.indexOf('=');
      // What is no parameter (RFC 7315 5.6: generic-param) could not be passed on.
      if (equals > 0 && Quoted.isToken(part.substring(0, equals).trim())) {
        parameters.put(
            part.substring(0, equals).trim().toLowerCase(Locale.ROOT),
            Quoted.strip(part.substring(equals + 1).trim()));
      }
    }
    return parameters.getOrDefault(ICID, "").isEmpty() ? null : new ChargingVector(parameters);
  }

  /** A vector of this node's making. */
  public static ChargingVector generated(String icid, String host) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(ICID, icid);
    parameters.put("icid-generated-at", host);
    return new ChargingVector(parameters);
  }

  public String icid() {
    return parameters.getOrDefault(ICID, "");
  }

  public @Nullable String originatingIoi() {
    return parameters.get("orig-ioi");
  }

  public @Nullable String terminatingIoi() {
    return parameters.get("term-ioi");
  }

  /** Values that are no tokens are quoted: an '@' in an ICID is read by no parser otherwise. */
  public String header() {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + '=' + Quoted.whereNeeded(parameter.getValue()))
        .collect(Collectors.joining(";"));
  }
}
