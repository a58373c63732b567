package io.tollgate.console.access;

import java.util.Set;

/**
 * Who asks.
 *
 * @param token what a form must bring along to change anything; empty where nothing may be changed
 */
public record Reader(String name, Set<Role> roles, String token) {
  public Reader {
    roles = Set.copyOf(roles);
  }

  /** Who is let see nothing but how to log in. */
  public static Reader nobody() {
    return new Reader("", Set.of(), "");
  }

  /** Somebody on this machine without a login: may look, may change nothing. */
  static Reader onThisMachine() {
    return new Reader("", Set.of(Role.VIEWER), "");
  }

  public boolean isKnown() {
    return !name.isEmpty();
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** Whether subscribers' identities are shown whole. */
  public boolean seesIdentities() {
    return is(Role.OPERATOR) || is(Role.CHARGING) || is(Role.SECURITY);
  }
}
