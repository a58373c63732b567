package io.tollgate;

import io.tollgate.settings.SipSettings;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.trust.Door;
import io.tollgate.trust.KnownAddresses;
import io.tollgate.trust.Peers;
import java.util.HashSet;
import java.util.Set;

/** Puts together who may speak and what is believed of them. */
final class TrustModule implements AutoCloseable {
  private final KnownAddresses addresses;
  private final Door door;

  private TrustModule(KnownAddresses addresses, Door door) {
    this.addresses = addresses;
    this.door = door;
  }

  static TrustModule open(SipSettings settings, SipContainer container) {
    KnownAddresses addresses = new KnownAddresses();
    Peers peers = Peers.of(settings.peers(), settings.trustDomain(), addresses);
    addresses.watch(peers.hostNames());
    return new TrustModule(addresses, new Door(peers, container));
  }

  /** Other peers, once the sockets have let them be. */
  Reload.Step reloaded(SipSettings settings) {
    Peers changed = Peers.of(settings.peers(), settings.trustDomain(), addresses);
    Set<String> fresh = new HashSet<>(changed.hostNames());
    fresh.removeAll(door.peers().hostNames());
    return () -> {
      addresses.watch(fresh);
      door.use(changed);
    };
  }

  Door door() {
    return door;
  }

  @Override
  public void close() {
    addresses.close();
  }
}
