package io.tollgate.diameter.transport;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Peers, sending, receiving and failover: everything below the charging commands. Implementations
 * pass {@code DiameterTransportContract}.
 */
public interface DiameterTransport {

  /**
   * Starts connecting to the configured peers and returns; it does not wait for them, and peers
   * that are down are no failure.
   */
  void start(RequestHandler handler) throws TransportException;

  /**
   * Sends a request, or fails it at once when no peer can take it. May be called on any thread,
   * listeners of other requests included. The listener is called exactly once, never from within
   * this call.
   */
  void send(OutboundRequest request, OutcomeListener listener);

  /** A fresh End-to-End Identifier (RFC 6733 3): unique here for far more than four minutes. */
  int newEndToEnd();

  List<PeerView> peers();

  /**
   * Other peers than before, and the certificates anew. Those that stay the same keep their
   * connections; those that go answer what they were sent. A change that fails changes nothing.
   *
   * @param peers all that there are to be
   * @param tls for connections to come; null for none
   * @throws TransportException if it cannot be done while requests go on
   */
  void change(List<PeerConfig> peers, @Nullable TlsConfig tls) throws TransportException;

  /**
   * An operator takes a peer down, or puts it into use again. Open requests get time for their
   * answers, then it is taken leave of (DPR), and no new ones go to it; this outlives {@link
   * #change}.
   *
   * @throws TransportException if the transport cannot do it
   */
  void hold(String host, boolean held) throws TransportException;

  /**
   * Takes no more requests, waits for open ones up to the given time, takes leave of the peers
   * (DPR) and fails what is left with {@link Outcome.Stopped}. Stopping twice is fine.
   */
  void stop(Duration grace);
}
