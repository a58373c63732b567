package io.tollgate.charging.record;

/** Direct-Debiting-Failure-Handling 428. */
public enum DebitFailureHandling {
  TERMINATE_OR_BUFFER,
  CONTINUE
}
