package io.tollgate.conference;

/** What becomes of a list that names a user more than once, or the one who sent it. */
public enum Duplicates {
  MERGE,
  REFUSE
}
