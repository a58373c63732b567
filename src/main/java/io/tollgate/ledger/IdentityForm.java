package io.tollgate.ledger;

/** In which form the history keeps who took part. */
public enum IdentityForm {
  /** As they are. */
  CLEAR,
  /** A keyed hash: found by who knows the identity, told by nobody. */
  HASHED,
  /** Its beginning, as in logs: a search finds all who look alike. */
  MASKED
}
