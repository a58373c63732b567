package io.tollgate.charging;

import org.jspecify.annotations.Nullable;

/**
 * Charging says no: how SIP puts it.
 *
 * @param status SIP status of a refused request (402, 403, 500, 503 ...)
 * @param reason text for the Reason header of a BYE and the log: what the OCS said
 * @param retryAfterSeconds for 503, else null
 */
public record Refusal(int status, String reason, @Nullable Integer retryAfterSeconds) {}
