package io.tollgate.launcher;

import io.tollgate.trust.Certificate;
import io.tollgate.trust.KnownAddresses;
import io.tollgate.trust.Network;
import io.tollgate.trust.Peers;
import io.tollgate.trust.Reflection;
import io.tollgate.trust.SourceBounds;
import io.tollgate.trust.SourceRates;
import io.tollgate.trust.Standing;
import io.tollgate.trust.TurnedAway;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's list of peers means to the stack: who may connect and send before anything is
 * made of it, how much of the machine each source may hold, and where the stack may send.
 */
final class Guard implements AutoCloseable {
  /** Strangers that are told 403 in a second, all together; the others hear nothing. */
  private static final int REFUSALS_PER_SECOND = 20;

  /** New connections in a second from one source, beyond which they wait for the next. */
  private static final int CONNECTIONS_PER_SECOND = 100;

  private static final int MEBIBYTE = 1 << 20;

  private static final Set<InetAddress> SELF_CALLS_FROM =
      Set.of(
          Objects.requireNonNull(Network.address("127.0.0.1")),
          Objects.requireNonNull(Network.address("::1")));

  private volatile Peers peers;
  private final KnownAddresses addresses;
  private final Set<String> decided;
  private final boolean proxied;
  private final String self;
  private final Duration idle;
  private final SourceBounds connections;
  private final SourceBounds unfinished = new SourceBounds(8L * MEBIBYTE, 32L * MEBIBYTE);
  private final SourceRates<InetAddress> accepted = new SourceRates<>(System::nanoTime);
  private final SourceRates<String> byPeer = new SourceRates<>(System::nanoTime);
  private final SourceRates<Standing> refusals = new SourceRates<>(System::nanoTime);
  private final SipTap tap;
  private final Reflection reflection = new Reflection(System::nanoTime);
  private final TurnedAway strangers =
      new TurnedAway("is no peer that may speak (sip.peers)", System::nanoTime);
  private final TurnedAway tooFast =
      new TurnedAway("sends more than its rate allows (sip.peers)", System::nanoTime);

  private Guard(Properties properties) {
    tap = SipTap.of(properties);
    addresses = new KnownAddresses();
    peers =
        Peers.of(
            list(properties, GuardProperties.PEERS),
            list(properties, GuardProperties.TRUSTED),
            addresses);
    decided = new HashSet<>(list(properties, GuardProperties.DECIDED));
    proxied = Boolean.parseBoolean(properties.getProperty(GuardProperties.PROXIED, "false"));
    self = properties.getProperty(GuardProperties.SELF, "");
    idle =
        Duration.ofMillis(
            Long.parseLong(properties.getProperty(GuardProperties.IDLE_MILLIS, "600000")));
    connections =
        new SourceBounds(
            Long.parseLong(properties.getProperty(GuardProperties.PER_SOURCE, "100")),
            Long.parseLong(properties.getProperty(GuardProperties.CONNECTIONS, "1000")));
    Set<String> names = new HashSet<>(peers.hostNames());
    decided.stream().filter(host -> Network.address(host) == null).forEach(names::add);
    addresses.watch(names);
  }

  static Guard of(Properties properties) {
    return new Guard(properties);
  }

  private static List<String> list(Properties properties, String name) {
    String text = properties.getProperty(name, "");
    return text.isBlank() ? List.of() : Arrays.stream(text.split(",")).map(String::strip).toList();
  }

  Peers peers() {
    return peers;
  }

  /**
   * Looks whether other peers can be gone by while the sockets stay open.
   *
   * @return what puts them into force, and cannot fail
   */
  Runnable changed(List<String> entries, List<String> trusted) {
    Peers next = Peers.of(entries, trusted, addresses);
    if (next.wantCertificates() && !peers.wantCertificates()) {
      throw new IllegalArgumentException(
          "sip.peers: the first entry with a certificate takes effect at a start only, as the"
              + " listeners have to ask for them (expected: a restart)");
    }
    Set<String> fresh = new HashSet<>(next.hostNames());
    fresh.removeAll(peers.hostNames());
    return () -> {
      addresses.watch(fresh);
      peers = next;
    };
  }

  SipTap tap() {
    return tap;
  }

  Duration idle() {
    return idle;
  }

  /** Octets of messages that are not whole yet. */
  SourceBounds unfinished() {
    return unfinished;
  }

  /** Whether a connection may be held; it is given back with {@link #closed}. */
  boolean opened(InetAddress source) {
    if (peers.closed() && !peers.mayConnect(source)) {
      strangers.one(source);
      return false;
    }
    return accepted.take(source, CONNECTIONS_PER_SECOND) && connections.take(source, 1);
  }

  void closed(InetAddress source) {
    connections.giveBack(source, 1);
  }

  /** Whether a datagram is worth a look: a flood of strangers must not fill the queue. */
  boolean looksAt(InetAddress source) {
    if (!peers.closed() || peers.of(source, Certificate.NONE).listed()) {
      return true;
    }
    // Self-calls come from there; the other loopback addresses are strangers' as well.
    if (SELF_CALLS_FROM.contains(source) || refusals.take(Standing.STRANGER, REFUSALS_PER_SECOND)) {
      return true;
    }
    strangers.one(source);
    return false;
  }

  /** Requests and connections of whom the operator does not let speak. */
  TurnedAway strangers() {
    return strangers;
  }

  /** Requests of peers beyond their rate. */
  TurnedAway tooFast() {
    return tooFast;
  }

  Standing standing(InetAddress source, Certificate certificate) {
    return peers.of(source, certificate);
  }

  /** A self-call is known by a user part that nobody else can guess. */
  boolean isSelf(@Nullable String user) {
    return !self.isEmpty() && self.equals(user);
  }

  /** Whether one more new request of this peer is within its rate. */
  boolean withinRate(Standing sender) {
    return sender.perSecond() == 0 || byPeer.take(sender.label(), sender.perSecond());
  }

  /**
   * Whether a request may be sent to an address: to peers, and where the operator said; within a
   * dialog that an outbound proxy has led to, also where that has led.
   */
  boolean maySendTo(InetAddress target, boolean inDialog) {
    return !peers.closed() || (proxied && inDialog) || peers.at(target) || isDecided(target);
  }

  private boolean isDecided(InetAddress target) {
    for (String host : decided) {
      InetAddress literal = Network.address(host);
      if (literal == null ? addresses.apply(host).contains(target) : literal.equals(target)) {
        return true;
      }
    }
    return false;
  }

  /** Over UDP, where nobody has to be there to be sent to. */
  Reflection reflection() {
    return reflection;
  }

  @Override
  public void close() {
    addresses.close();
    tap.close();
  }
}
