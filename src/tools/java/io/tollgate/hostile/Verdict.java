package io.tollgate.hostile;

import java.util.List;

/**
 * What became of one attack, or of the look at the server after a group.
 *
 * @param broke what broke; empty if nothing did
 */
record Verdict(String group, String attack, List<String> broke) {

  boolean held() {
    return broke.isEmpty();
  }

  @Override
  public String toString() {
    return (held() ? "held   " : "BROKE  ")
        + group
        + ": "
        + attack
        + (held() ? "" : "\n         " + String.join("\n         ", broke));
  }
}
