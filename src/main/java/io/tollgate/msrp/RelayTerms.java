package io.tollgate.msrp;

import java.time.Duration;

/**
 * @param label for logs: the Call-ID
 * @param charged whose octets are input (IN); the other party's are output
 * @param sentOnly whether only what the charged party sends spends message units and counts as
 *     messages; octets count either way
 * @param idle silence after which {@link MsrpListener#idle} is told; zero for never
 */
public record RelayTerms(String label, Side charged, boolean sentOnly, Duration idle) {

  /** A party of a one-to-one session. */
  public enum Side {
    ORIGINATING,
    TERMINATING
  }
}
