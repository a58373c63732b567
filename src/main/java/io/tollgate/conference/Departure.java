package io.tollgate.conference;

/** How a participant went out (RFC 4575 5.7.7). */
public enum Departure {
  DEPARTED,
  BOOTED,
  FAILED,
  BUSY;

  static Departure ofStatus(int status) {
    return status == 486 || status == 600 ? BUSY : FAILED;
  }
}
