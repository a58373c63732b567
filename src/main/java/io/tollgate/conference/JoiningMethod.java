package io.tollgate.conference;

/** How a participant came in (RFC 4575 5.7.5). */
public enum JoiningMethod {
  DIALED_IN,
  DIALED_OUT,
  FOCUS_OWNER
}
