package io.tollgate.sip.farewell;

/** What became of a BYE. */
public enum Outcome {
  /** 2xx. */
  ACCEPTED,
  /** Any other answer: 481 where the peer has ended the dialog already. */
  REFUSED,
  /** No answer within 64*T1. */
  SILENT,
  /** It could not be sent: no such host, no connection, or no URI to send it to. */
  UNREACHABLE
}
