package io.tollgate.conference;

import io.tollgate.charging.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Why a leg is let go of.
 *
 * @param status for the Reason header (RFC 3326), or of the final response if the leg has none yet;
 *     0 for an ordinary end without a Reason
 * @param redirectUri with a final response of 302: where to call instead
 */
public record Release(
    int status, String text, @Nullable Integer retryAfterSeconds, @Nullable String redirectUri) {

  /** Without a redirection. */
  public Release(int status, String text, @Nullable Integer retryAfterSeconds) {
    this(status, text, retryAfterSeconds, null);
  }

  /** As clients of groups know it: the group is no more. */
  private static final int GONE = 410;

  private static final int UNAVAILABLE = 480;

  public static final Release CONFERENCE_ENDED = new Release(GONE, "conference ended", null);
  public static final Release TOO_FEW = new Release(GONE, "too few participants", null);
  public static final Release EXPELLED = new Release(GONE, "expelled by the owner", null);
  public static final Release REMOVED = new Release(GONE, "removed from the conference", null);
  public static final Release REPLACED = new Release(0, "joined again from elsewhere", null);
  public static final Release TOO_LATE = new Release(0, "answer came too late", null);
  public static final Release ALREADY_HERE =
      new Release(486, "is in the conference by another address", null);

  /** Nobody says anything, or it has gone on for too long. */
  public static Release unused(String text) {
    return new Release(UNAVAILABLE, text, null);
  }

  public static Release of(Refusal refusal) {
    return new Release(
        refusal.status(), refusal.reason(), refusal.retryAfterSeconds(), refusal.redirectUri());
  }

  public static Release refusing(int status, String text) {
    return new Release(status, text, null);
  }
}
