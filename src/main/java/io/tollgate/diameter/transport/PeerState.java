package io.tollgate.diameter.transport;

/** What an operator needs to know of a peer (RFC 6733 5.6, RFC 3539 3.4.1). */
public enum PeerState {
  /** Not connected; the next attempt is due after a back-off. */
  DOWN,
  /** Connecting, or waiting for the capabilities exchange. */
  CONNECTING,
  /** Takes requests. */
  OPEN,
  /** A watchdog went unanswered: takes no new requests, its open ones have moved. */
  SUSPECT,
  /** Reconnected after a failure; takes requests after three watchdogs in a row. */
  REOPEN,
  /** Disconnecting in good order (DPR). */
  CLOSING,
  /** Taken down by an operator: not connected to until put into use again. */
  HELD
}
