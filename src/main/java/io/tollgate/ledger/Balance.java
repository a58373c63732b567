package io.tollgate.ledger;

/** Whether what was used is what was acknowledged, kept as a dead letter or lost by a policy. */
public enum Balance {
  /** Not over, or answers are still to come. */
  OPEN,
  EVEN,
  DIFFERENT
}
