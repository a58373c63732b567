package io.tollgate.sip.participating;

/** A party of a one-to-one session. */
enum Side {
  CALLER,
  CALLEE;

  Side other() {
    return this == CALLER ? CALLEE : CALLER;
  }
}
