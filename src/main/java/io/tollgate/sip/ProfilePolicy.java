package io.tollgate.sip;

import io.tollgate.charging.record.ServiceProfile;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operator's say in which profile applies.
 *
 * @param forced applies to everything; null leaves it to the request
 * @param uriPatterns Request-URIs that settle it, looked at before the feature tags, in order
 * @param otherwise for requests without any mark
 */
public record ProfilePolicy(
    @Nullable ServiceProfile forced, List<UriRule> uriPatterns, ServiceProfile otherwise) {

  public static final ProfilePolicy DEFAULT =
      new ProfilePolicy(null, List.of(), ServiceProfile.CPM);

  public ProfilePolicy {
    uriPatterns = List.copyOf(uriPatterns);
  }

  /** Matched against the whole Request-URI. */
  public record UriRule(Pattern pattern, ServiceProfile profile) {}
}
