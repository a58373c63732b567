package io.tollgate.ledger;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to look for; null means whatever it is. Made with {@link #all()} and narrowed.
 *
 * @param subscriber an identity as SIP has it: of who pays, calls, is called or takes part
 * @param from sessions that began then or later
 * @param to sessions that began before
 * @param id of one charging session
 * @param different only those that do not add up
 * @param before only those with a smaller id: the next page
 * @param most at a time
 */
public record Search(
    @Nullable String subscriber,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable ServiceKind kind,
    @Nullable ServiceProfile profile,
    @Nullable Outcome outcome,
    @Nullable String icid,
    @Nullable String callId,
    @Nullable String id,
    boolean different,
    @Nullable Long before,
    int most) {
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 100_000;

  public Search {
    if (most < 1 || most > LARGEST_PAGE) {
      throw new IllegalArgumentException(
          "sessions at a time: " + most + " (expected: 1 to " + LARGEST_PAGE + ")");
    }
  }

  public static Search all() {
    return new Search(null, null, null, null, null, null, null, null, null, false, null, PAGE);
  }

  public Search subscriber(@Nullable String identity) {
    return new Search(
        identity, from, to, kind, profile, outcome, icid, callId, id, different, before, most);
  }

  public Search between(@Nullable Instant begin, @Nullable Instant end) {
    return new Search(
        subscriber, begin, end, kind, profile, outcome, icid, callId, id, different, before, most);
  }

  public Search service(@Nullable ServiceKind service, @Nullable ServiceProfile of) {
    return new Search(
        subscriber, from, to, service, of, outcome, icid, callId, id, different, before, most);
  }

  public Search outcome(@Nullable Outcome end) {
    return new Search(
        subscriber, from, to, kind, profile, end, icid, callId, id, different, before, most);
  }

  public Search icid(@Nullable String identifier) {
    return new Search(
        subscriber,
        from,
        to,
        kind,
        profile,
        outcome,
        identifier,
        callId,
        id,
        different,
        before,
        most);
  }

  /** Of either leg. */
  public Search callId(@Nullable String identifier) {
    return new Search(
        subscriber,
        from,
        to,
        kind,
        profile,
        outcome,
        icid,
        identifier,
        id,
        different,
        before,
        most);
  }

  public Search chargingSession(@Nullable String identifier) {
    return new Search(
        subscriber,
        from,
        to,
        kind,
        profile,
        outcome,
        icid,
        callId,
        identifier,
        different,
        before,
        most);
  }

  public Search onlyDifferent(boolean only) {
    return new Search(
        subscriber, from, to, kind, profile, outcome, icid, callId, id, only, before, most);
  }

  public Search before(@Nullable Long smaller) {
    return new Search(
        subscriber, from, to, kind, profile, outcome, icid, callId, id, different, smaller, most);
  }

  public Search most(int sessions) {
    return new Search(
        subscriber,
        from,
        to,
        kind,
        profile,
        outcome,
        icid,
        callId,
        id,
        different,
        before,
        sessions);
  }
}
