package io.tollgate.charging.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do when the last granted unit is used (Final-Unit-Indication 430).
 *
 * @param redirectUri with REDIRECT: a SIP URI, or absent where the address is of another type
 * @param filters with RESTRICT_ACCESS: filters that are known here by name (Filter-Id 11)
 * @param rules with RESTRICT_ACCESS: filters in words (Restriction-Filter-Rule 438)
 */
public record FinalUnit(
    Action action, @Nullable String redirectUri, List<String> filters, List<String> rules) {

  /** Final-Unit-Action 449; an unknown one counts as TERMINATE (RFC 8506 8.35). */
  public enum Action {
    TERMINATE,
    REDIRECT,
    RESTRICT_ACCESS
  }

  public FinalUnit {
    filters = List.copyOf(filters);
    rules = List.copyOf(rules);
  }

  public FinalUnit(Action action, @Nullable String redirectUri) {
    this(action, redirectUri, List.of(), List.of());
  }
}
