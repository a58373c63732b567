package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.PeerView;
import io.tollgate.diameter.transport.TransportMetrics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One configured peer over all its connections: when to connect, whether it may be used, and what
 * happens to its requests when it is lost. Belongs to the event loop; only the view is read
 * elsewhere.
 */
final class Peer {
  private static final Logger LOG = LogManager.getLogger(Peer.class);
  private static final long BUSY_NANOS = Duration.ofSeconds(1).toNanos();

  private final PeerConfig config;
  private final PeerTimers timers;
  private final Loop loop;
  private final TransportMetrics.ForPeer metrics;
  private final Avps destinationHost;
  private final RateLimit rate;
  private final TimerWheel.Entry reconnect;
  private Set<ChargingInterface> offered = Set.of();
  private boolean relay;
  private @Nullable Connection connection;
  private volatile PeerState state = PeerState.DOWN;
  private boolean failedBefore;
  private boolean stopped;
  private long busyUntil;
  private boolean busy;
  private Duration backOff;

  /** Shown elsewhere, never decided on: no reader needs the last value at once. */
  private final AtomicInteger outstanding = new AtomicInteger();

  Peer(PeerConfig config, PeerTimers timers, Loop loop, TransportMetrics.ForPeer metrics) {
    this.config = config;
    this.timers = timers;
    this.loop = loop;
    this.metrics = metrics;
    this.backOff = timers.reconnectFirst();
    this.rate = new RateLimit(config.maxPerSecond(), loop.now());
    this.destinationHost =
        new AvpWriter(64).text(BaseAvps.DESTINATION_HOST, config.host()).toAvps();
    this.reconnect =
        new TimerWheel.Entry() {
          @Override
          void expired() {
            connect();
          }
        };
  }

  PeerConfig config() {
    return config;
  }

  String host() {
    return config.host();
  }

  PeerState state() {
    return state;
  }

  PeerView view() {
    return new PeerView(config.host(), config.interfaces(), state, outstanding.get());
  }

  TransportMetrics.ForPeer metrics() {
    return metrics;
  }

  @Nullable Connection connection() {
    return connection;
  }

  void connect() {
    if (stopped || connection != null || config.port() == 0) {
      return;
    }
    become(PeerState.CONNECTING);
    loop.connect(this);
  }

  /** A connection is up below; the capabilities exchange is to come. */
  void connected(Connection link) {
    connection = link;
    become(PeerState.CONNECTING);
  }

  /** Connecting failed before there was a connection. */
  void unreachable(Throwable cause) {
    LOG.warn(
        "Peer {}: cannot connect to {}:{}: {}", host(), config.address(), config.port(), cause);
    failedBefore = true;
    down();
  }

  /** The capabilities exchange succeeded on the connection. */
  void opened(Connection link, Avps capabilities) {
    connection = link;
    relay = Capabilities.isRelay(capabilities);
    offered = EnumSet.copyOf(Capabilities.offered(capabilities));
    offered.retainAll(config.interfaces());
    loop.stop(reconnect);
    backOff = timers.reconnectFirst();
    boolean probation = failedBefore && !timers.failBack().isZero();
    link.watch(
        probation ? Watchdog.onProbation() : Watchdog.trusted(),
        probation ? timers.failBack().dividedBy(3) : timers.watchdog());
    become(probation ? PeerState.REOPEN : PeerState.OPEN);
    LOG.info("Peer {}: {} for {}", host(), state, offered);
    loop.handler().onPeer(host(), capabilities.unsigned32(BaseAvps.ORIGIN_STATE_ID));
  }

  /** The watchdog went unanswered: requests that may, and can, go elsewhere do. */
  void suspect(Connection link) {
    become(PeerState.SUSPECT);
    LOG.warn("Peer {}: no answer to the watchdog", host());
    link.handOver();
  }

  void trusted() {
    if (state == PeerState.SUSPECT || state == PeerState.REOPEN) {
      become(PeerState.OPEN);
      LOG.info("Peer {}: in use again", host());
    }
  }

  /** The peer takes leave, or we do. */
  void closing() {
    become(PeerState.CLOSING);
  }

  void closed(Connection link, String why) {
    if (connection != link) {
      return;
    }
    connection = null;
    if (state == PeerState.CLOSING) {
      LOG.info("Peer {}: closed: {}", host(), why);
    } else {
      LOG.warn("Peer {}: connection lost: {}", host(), why);
    }
    failedBefore |= state != PeerState.CLOSING;
    down();
  }

  /** Makes the next attempts as rare as they get: the peer does not want us. */
  void discourage() {
    backOff = timers.reconnectCeiling();
  }

  void stop() {
    stopped = true;
    loop.stop(reconnect);
  }

  boolean isUp(ChargingInterface target) {
    return (state == PeerState.OPEN || state == PeerState.REOPEN) && offered.contains(target);
  }

  /** Whether its limits, outstanding and per second, leave room for one more. */
  boolean hasRoom(long now) {
    Connection link = connection;
    return link != null
        && link.outstanding() < config.maxOutstanding()
        && link.isWritable()
        && rate.hasRoom(now);
  }

  /**
   * @param onlyTrusted leave it out while it is on probation or has just called itself busy
   */
  boolean takes(PendingRequest pending, long now, boolean onlyTrusted) {
    if (!isUp(pending.request().target()) || !hasRoom(now) || pending.wasTried(this)) {
      return false;
    }
    return !onlyTrusted || (state == PeerState.OPEN && !isBusy(now));
  }

  void send(PendingRequest pending, long now) {
    Connection link = connection;
    if (link == null) {
      throw new IllegalStateException(host() + ": chosen without a connection");
    }
    rate.take();
    metrics.sent(pending.request().target(), pending.isRetransmission());
    link.send(pending, destinationHostFor(pending), now);
    publish();
  }

  /** It answered 3004: others are asked first for a while. */
  void markBusy(long now) {
    busy = true;
    busyUntil = now + BUSY_NANOS;
  }

  /** What is shown has changed. */
  void publish() {
    Connection link = connection;
    int open = link == null ? 0 : link.outstanding();
    outstanding.lazySet(open);
    metrics.outstanding(open);
  }

  private boolean isBusy(long now) {
    busy = busy && now - busyUntil < 0;
    return busy;
  }

  /** Where the route names hosts, the request says which of them it is for (RFC 6733 6.1.6). */
  private Avps destinationHostFor(PendingRequest pending) {
    var hosts = pending.request().route().hosts();
    if (hosts.isEmpty()) {
      return Avps.NONE;
    }
    for (String host : hosts) {
      if (host.equalsIgnoreCase(config.host())) {
        return destinationHost;
      }
    }
    return relay
        ? new AvpWriter(64).text(BaseAvps.DESTINATION_HOST, hosts.get(0)).toAvps()
        : Avps.NONE;
  }

  private void down() {
    become(PeerState.DOWN);
    if (stopped) {
      return;
    }
    // Jitter, so that many nodes do not come back at the same moment.
    long delay = (long) (backOff.toNanos() * (0.75 + ThreadLocalRandom.current().nextDouble() / 2));
    loop.start(reconnect, delay);
    Duration doubled = backOff.multipliedBy(2);
    backOff =
        doubled.compareTo(timers.reconnectCeiling()) > 0 ? timers.reconnectCeiling() : doubled;
  }

  private void become(PeerState next) {
    if (state != next) {
      state = next;
      metrics.state(next);
    }
    publish();
  }
}
