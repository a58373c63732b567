package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerName;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.PeerView;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.rate.TokenBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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

  /** A peer that is silent gets one request in so much time, to see whether it speaks again. */
  private static final long TRIAL_NANOS = Duration.ofSeconds(60).toNanos();

  /** Load-Value 652 of a node that can take no more (RFC 8583 7.3). */
  private static final double FULL_LOAD = 65_536;

  /** How much rarer than usual a peer that does not want us is asked to connect. */
  private static final int UNWANTED = 10;

  /** What its answers have shown it to be. */
  private enum Role {
    UNKNOWN,
    /** It answers itself. */
    SERVER,
    /** Others answer through it. */
    AGENT
  }

  private volatile PeerConfig config;
  private final PeerTimers timers;
  private final Loop loop;
  private final TransportMetrics.ForPeer metrics;
  private final TokenBucket rate;
  private final TimerWheel.Entry reconnect;
  private Set<ChargingInterface> offered = Set.of();
  private Role role;
  private double load;
  private @Nullable Link connection;
  private volatile PeerState state = PeerState.DOWN;

  /** It was open before: a new connection is on probation (RFC 3539 3.4.1, DOWN). */
  private boolean openedBefore;

  private volatile boolean silent;
  private long lastSent;
  private Duration pause = Duration.ZERO;
  private final List<PendingRequest> waiting = new ArrayList<>();
  private boolean stopped;

  /** An operator has taken it down. */
  private volatile boolean held;

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
    this.rate = TokenBucket.ofSecond(config.maxPerSecond(), loop.now());
    this.role = config.agent() ? Role.AGENT : Role.UNKNOWN;
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

  PeerView view() {
    return new PeerView(config.host(), config.interfaces(), shown(), outstanding.get(), held);
  }

  private PeerState shown() {
    if (held && state != PeerState.CLOSING) {
      return PeerState.HELD;
    }
    return silent && state == PeerState.OPEN ? PeerState.SUSPECT : state;
  }

  boolean isHeld() {
    return held;
  }

  /**
   * No new requests go to a peer that is held, nor is it connected to; what waited for it goes
   * elsewhere.
   *
   * @return false if it is so already
   */
  boolean hold(boolean wanted) {
    if (held == wanted) {
      return false;
    }
    held = wanted;
    LOG.info("Peer {}: {} by an operator", host(), wanted ? "taken down" : "put into use again");
    if (wanted) {
      stop();
      release();
      if (connection == null) {
        become(PeerState.HELD);
      }
    } else {
      stopped = false;
      backOff = timers.reconnectFirst();
      pause = Duration.ZERO;
      openedBefore = false;
      if (connection == null) {
        state = PeerState.DOWN;
        connect();
      }
    }
    return true;
  }

  TransportMetrics.ForPeer metrics() {
    return metrics;
  }

  @Nullable Link connection() {
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
  void connected(Link link) {
    connection = link;
    become(PeerState.CONNECTING);
  }

  /** Connecting failed before there was a connection. */
  void unreachable(Throwable cause) {
    LOG.warn(
        "Peer {}: cannot connect to {}:{}: {}", host(), config.address(), config.port(), cause);
    down();
  }

  /** The capabilities exchange succeeded on the connection. */
  void opened(Link link, Avps capabilities) {
    connection = link;
    if (Capabilities.isRelay(capabilities)) {
      role = Role.AGENT;
    }
    offered = EnumSet.copyOf(Capabilities.offered(capabilities));
    offered.retainAll(config.interfaces());
    loop.stop(reconnect);
    backOff = timers.reconnectFirst();
    pause = Duration.ZERO;
    silent = false;
    load = 0;
    boolean probation = openedBefore && !timers.failBack().isZero();
    openedBefore = true;
    link.watch(probation ? Watchdog.onProbation() : Watchdog.trusted(), timers.watchdog());
    become(probation ? PeerState.REOPEN : PeerState.OPEN);
    LOG.info("Peer {}: {} for {}", host(), state, offered);
    loop.handler().onPeer(host(), capabilities.unsigned32(BaseAvps.ORIGIN_STATE_ID));
    release();
  }

  /** The watchdog went unanswered: requests that may, and can, go elsewhere do. */
  void suspect(Link link) {
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

  void closed(Link link, String why) {
    if (connection != link) {
      return;
    }
    connection = null;
    if (state == PeerState.CLOSING) {
      LOG.info("Peer {}: closed: {}", host(), why);
    } else {
      LOG.warn("Peer {}: connection lost: {}", host(), why);
    }
    down();
  }

  /** It has too much to do: no new attempt before the longest pause is over (RFC 6733 5.4.3). */
  void spare() {
    pause = timers.reconnectCeiling();
  }

  /** It does not want us: attempts become as rare as they get; it may connect to us. */
  void discourage() {
    pause = timers.reconnectCeiling().multipliedBy(UNWANTED);
  }

  void stop() {
    stopped = true;
    loop.stop(reconnect);
  }

  /** Whether that describes a peer by the connection that this one has, or is making. */
  boolean isConnectedAs(PeerConfig other) {
    return ranked(other).equals(other);
  }

  /** Its place among others, which needs no new connection. */
  void rank(PeerConfig other) {
    config = ranked(other);
    role = config.agent() ? Role.AGENT : role;
  }

  private PeerConfig ranked(PeerConfig other) {
    return config
        .withPriority(other.priority())
        .withWeight(other.weight())
        .asAgent(other.agent())
        .withSources(other.from());
  }

  /** It is to be left, or is left already: whatever comes up for it now comes too late. */
  boolean isStopped() {
    return stopped;
  }

  /** Nobody configured it: others named it. */
  boolean isNamed() {
    return config.priority() == NamedPeers.PRIORITY;
  }

  boolean isUp(ChargingInterface target) {
    return !held
        && (state == PeerState.OPEN || state == PeerState.REOPEN)
        && offered.contains(target);
  }

  /** Whether its limits, outstanding and per second, leave room for one more. */
  boolean hasRoom(long now) {
    Link link = connection;
    return link != null
        && link.outstanding() < config.maxOutstanding()
        && link.isWritable()
        && rate.has(1, now);
  }

  /**
   * @param destination Destination-Host
   * @param onlyTrusted leave it out while it is on probation, silent, or has just called itself
   *     busy
   */
  boolean takes(
      PendingRequest pending, @Nullable String destination, long now, boolean onlyTrusted) {
    if (!isUp(pending.request().target()) || !hasRoom(now) || pending.wasTried(this, destination)) {
      return false;
    }
    return !onlyTrusted || (state == PeerState.OPEN && !isBusy(now) && !isSilent(now));
  }

  void send(PendingRequest pending, Way way, long now) {
    Link link = connection;
    if (link == null) {
      throw new IllegalStateException(host() + ": chosen without a connection");
    }
    rate.take(1);
    lastSent = now;
    metrics.sent(pending.request().target(), pending.isRetransmission());
    link.send(pending, way, now);
    publish();
  }

  // ---- What its answers tell ----

  /** It leaves requests unanswered, though its watchdogs may come: others are asked first. */
  void fellSilent(Link link) {
    if (!silent && connection == link) {
      silent = true;
      metrics.state(PeerState.SUSPECT);
      LOG.warn("Peer {}: leaves requests unanswered; others are asked first", host());
      link.handOver();
    }
  }

  /** It answered a request. */
  void spoke() {
    if (silent) {
      silent = false;
      metrics.state(state);
      LOG.info("Peer {}: answers again", host());
    }
  }

  private boolean isSilent(long now) {
    return silent && now - lastSent < TRIAL_NANOS;
  }

  /** The server whose answer came from it, which need not be itself. */
  void answeredAs(@Nullable String originHost) {
    if (originHost == null || role == Role.AGENT) {
      return;
    }
    if (!originHost.equalsIgnoreCase(host())) {
      role = Role.AGENT;
      LOG.info("Peer {}: is an agent: {} answers through it", host(), originHost);
    } else {
      role = Role.SERVER;
    }
  }

  boolean isAgent() {
    return role == Role.AGENT;
  }

  /** It is known to serve requests itself. */
  boolean isServer() {
    return role == Role.SERVER;
  }

  /** Load of RFC 8583: a weight is a share of what is left. */
  void loaded(long value) {
    load = (double) Math.max(0, Math.min(value, (long) FULL_LOAD - 1));
  }

  double weight() {
    return config.weight() * (1 - load / FULL_LOAD);
  }

  /** Whether the address is where it is, as far as is known without looking anything up. */
  boolean isAt(PeerName address) {
    Link link = connection;
    return (address.port() == 0 || address.port() == config.port())
        && (config.address().equalsIgnoreCase(address.host())
            || link != null && link.isTo(address.host()));
  }

  // ---- Requests that wait for it to come up ----

  /** A connection is being made: the request may wait for it. */
  boolean isComing() {
    return (state == PeerState.CONNECTING || state == PeerState.DOWN && !openedBefore) && !stopped;
  }

  void await(PendingRequest pending) {
    waiting.add(pending);
  }

  int waiting() {
    return waiting.size();
  }

  /** What waited for it goes on, here or elsewhere. */
  void release() {
    List<PendingRequest> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(loop::goOn);
  }

  /** It answered 3004: others are asked first for a while. */
  void markBusy(long now) {
    busy = true;
    busyUntil = now + BUSY_NANOS;
  }

  /** What is shown has changed. */
  void publish() {
    Link link = connection;
    int open = link == null ? 0 : link.outstanding();
    outstanding.lazySet(open);
    metrics.outstanding(open);
  }

  private boolean isBusy(long now) {
    busy = busy && now - busyUntil < 0;
    return busy;
  }

  private void down() {
    become(held ? PeerState.HELD : PeerState.DOWN);
    if (stopped) {
      return;
    }
    // Jitter, so that many nodes do not come back at the same moment.
    double jitter = ThreadLocalRandom.current().nextDouble() / 2;
    long delay = (long) (backOff.toNanos() * (0.75 + jitter));
    loop.start(reconnect, Math.max(delay, (long) (pause.toNanos() * (1 + jitter / 2))));
    Duration doubled = backOff.multipliedBy(2);
    backOff =
        doubled.compareTo(timers.reconnectCeiling()) > 0 ? timers.reconnectCeiling() : doubled;
    release();
  }

  private void become(PeerState next) {
    if (state != next) {
      state = next;
      metrics.state(next);
    }
    publish();
  }
}
