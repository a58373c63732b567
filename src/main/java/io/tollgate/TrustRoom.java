package io.tollgate;

import io.tollgate.settings.SipSettings;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.trust.Door;
import io.tollgate.trust.KnownAddresses;
import io.tollgate.trust.Peers;

/** Puts together who may speak and what is believed of him. */
final class TrustRoom implements AutoCloseable {
  private final KnownAddresses addresses;
  private final Door door;

  private TrustRoom(KnownAddresses addresses, Door door) {
    this.addresses = addresses;
    this.door = door;
  }

  static TrustRoom open(SipSettings settings, SipContainer container) {
    KnownAddresses addresses = new KnownAddresses();
    Peers peers = Peers.of(settings.peers(), settings.trustDomain(), addresses);
    addresses.watch(peers.hostNames());
    return new TrustRoom(addresses, new Door(peers, container));
  }

  Door door() {
    return door;
  }

  @Override
  public void close() {
    addresses.close();
  }
}
