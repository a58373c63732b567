package io.tollgate.msrp;

import io.tollgate.charging.MessageGate;

/**
 * Opens message sessions. One of these runs in a node; every method may be called from any thread
 * and none of them waits.
 */
public interface MsrpPlane extends AutoCloseable {

  /** A one-to-one session: two legs, messages relayed both ways. */
  MsrpRelay openRelay(RelayTerms terms, MessageGate gate, MsrpListener listener);

  /**
   * A conference: messages of one participant go to all the others, and are counted where that leg
   * says ({@link FocusLeg#admit}).
   */
  MsrpConference openConference(ConferenceTerms terms, MsrpListener listener);

  /**
   * Reads the key store again.
   *
   * @return what puts it into force for connections and sessions to come, and cannot fail
   * @throws IllegalArgumentException if it cannot be used
   */
  Runnable renewedCertificates();

  /** Live figures for health and metrics. */
  MsrpStatus status();

  /** Where peers connect without TLS. */
  int tcpPort();

  /** Where peers connect with TLS; -1 when they cannot. */
  int tlsPort();

  /** Ends every session and frees the ports. */
  @Override
  void close();
}
