package io.tollgate.charging;

/** How a user hears what an OCS says of money. */
public enum AdviceWay {
  /** By a MESSAGE within the session. */
  MESSAGE,
  /** By a header of the answer to the request. */
  HEADER
}
