package io.tollgate.lab.ocs;

/** Final-Unit-Action (RFC 8506 clause 8.35). */
public enum FinalAction {
  TERMINATE,
  REDIRECT,
  RESTRICT_ACCESS
}
