package io.tollgate.charging.record;

import org.jspecify.annotations.Nullable;

/**
 * Final-Unit-Indication 430: what to do when the last grant is used up.
 *
 * @param redirectUri with REDIRECT: a SIP URI, or absent where the address is of another type
 */
public record FinalUnit(Action action, @Nullable String redirectUri) {

  /** Final-Unit-Action 449; an unknown one counts as TERMINATE (RFC 8506 8.35). */
  public enum Action {
    TERMINATE,
    REDIRECT,
    RESTRICT_ACCESS
  }
}
