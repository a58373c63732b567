package io.tollgate.charging.record;

/** Credit-Control-Failure-Handling 427. */
public enum FailureHandling {
  TERMINATE,
  CONTINUE,
  RETRY_AND_TERMINATE
}
