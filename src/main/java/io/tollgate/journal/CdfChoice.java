package io.tollgate.journal;

/**
 * Which of the two charging functions a request goes to: the first or the second name of {@link
 * io.tollgate.charging.record.PeerHints} where there is one (RFC 7315 5.6), else the configured
 * primary or secondary.
 */
public enum CdfChoice {
  PRIMARY,
  SECONDARY;
}
