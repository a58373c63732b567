package io.tollgate.charging;

import org.jspecify.annotations.Nullable;

/**
 * Charging says no: how SIP puts it.
 *
 * @param status SIP status of a refused request (402, 403, 500, 503 ...)
 * @param reason text for the Reason header of a BYE and the log: what the OCS said
 * @param retryAfterSeconds for 503, else null
 * @param redirectUri for 302, else null
 */
public record Refusal(
    int status, String reason, @Nullable Integer retryAfterSeconds, @Nullable String redirectUri) {

  private static final int MOVED_TEMPORARILY = 302;

  public Refusal(int status, String reason, @Nullable Integer retryAfterSeconds) {
    this(status, reason, retryAfterSeconds, null);
  }

  /** Who asks is to ask there (RFC 3261 21.3.3). */
  public static Refusal redirection(String uri, String reason) {
    return new Refusal(MOVED_TEMPORARILY, reason, null, uri);
  }
}
