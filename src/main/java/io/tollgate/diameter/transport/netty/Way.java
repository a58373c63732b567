package io.tollgate.diameter.transport.netty;

import org.jspecify.annotations.Nullable;

/**
 * How a request goes out.
 *
 * @param peer the next hop
 * @param destination Destination-Host; null to leave the choice of the server to the next hop
 */
record Way(Peer peer, @Nullable String destination) {

  /** The server it ends at, unless that is left to an agent. */
  @Nullable String server() {
    return destination != null ? destination : peer.isServer() ? peer.host() : null;
  }

  /** The peer is the destination itself, whether the request says so or not. */
  boolean isDirect() {
    return destination == null || destination.equalsIgnoreCase(peer.host());
  }
}
