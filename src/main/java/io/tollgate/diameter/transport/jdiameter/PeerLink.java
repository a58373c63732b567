package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.MalformedException;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Applications;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerView;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.UnknownAvps;
import io.tollgate.rate.TokenBucket;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** One peer: whether it takes requests, and the ones it has not answered. */
final class PeerLink {

  private static final Logger LOG = LogManager.getLogger(PeerLink.class);
  private static final long TGPP = 10415;

  private final PeerConfig config;
  private final LocalNode node;
  private final InetAddress address;
  private final PeerEvents events;
  private final UnknownAvps unknown;
  private final TransportMetrics.ForPeer metrics;

  /** Used by any thread: guarded by itself. */
  private final TokenBucket rate;

  private final Map<Integer, Exchange> open = new ConcurrentHashMap<>();
  private final AtomicInteger hopByHop =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE / 2));
  private volatile PeerState state = PeerState.DOWN;
  private volatile @Nullable OwnPeer peer;
  private volatile @Nullable MessageBytes bytes;
  private volatile boolean agent;
  private volatile boolean server;

  PeerLink(
      PeerConfig config,
      LocalNode node,
      InetAddress address,
      PeerEvents events,
      TransportMetrics.ForPeer metrics,
      UnknownAvps unknown) {
    this.unknown = unknown;
    this.config = config;
    this.node = node;
    this.address = address;
    this.events = events;
    this.metrics = metrics;
    this.rate = TokenBucket.ofSecond(config.maxPerSecond(), System.nanoTime());
    this.agent = config.agent();
  }

  PeerConfig config() {
    return config;
  }

  TransportMetrics.ForPeer metrics() {
    return metrics;
  }

  PeerView view() {
    return new PeerView(config.host(), config.interfaces(), state, open.size(), false);
  }

  /** The stack has made its side of the peer. */
  void attach(OwnPeer made, MessageBytes codec) {
    peer = made;
    bytes = codec;
    made.addPeerStateListener((from, to) -> moved(to));
  }

  boolean isUp(ChargingInterface target) {
    return state == PeerState.OPEN && config.interfaces().contains(target);
  }

  /** It forwards to servers behind it: configured so, or another one has answered through it. */
  boolean isAgent() {
    return agent;
  }

  boolean isServer() {
    return server && !agent;
  }

  boolean hasRoom() {
    if (open.size() >= config.maxOutstanding()) {
      return false;
    }
    synchronized (rate) {
      return rate.has(1, System.nanoTime());
    }
  }

  int nextHopByHop() {
    return hopByHop.incrementAndGet() & Integer.MAX_VALUE;
  }

  /** Gives it to the peer. It stays ours until an answer, {@link #take}, or the peer's end. */
  void send(Exchange exchange, Avps avps) {
    OwnPeer stack = peer;
    MessageBytes codec = bytes;
    if (stack == null || codec == null) {
      events.lost(this, List.of(exchange), false);
      return;
    }
    synchronized (rate) {
      rate.take(1);
    }
    boolean again = exchange.isRetransmission();
    int id = nextHopByHop();
    exchange.sentTo(this);
    open.put(id, exchange);
    metrics.outstanding(open.size());
    metrics.sent(exchange.request().target(), again);
    int flags = Message.REQUEST | Message.PROXIABLE | (again ? Message.RETRANSMITTED : 0);
    stack.send(
        codec.toStack(
            new Message(
                flags,
                exchange.request().command(),
                Applications.of(exchange.request().target()),
                id,
                exchange.request().endToEnd(),
                avps)));
    // The peer may have gone between the choice and now, and not have seen this one.
    if (state != PeerState.OPEN && open.remove(id, exchange)) {
      events.lost(this, List.of(exchange), false);
    }
  }

  void send(Message answer) {
    OwnPeer stack = peer;
    MessageBytes codec = bytes;
    if (stack != null && codec != null) {
      stack.send(codec.toStack(answer));
    }
  }

  /** Takes a request back; false if it has found its end already. */
  boolean take(Exchange exchange) {
    boolean taken = open.values().remove(exchange);
    metrics.outstanding(open.size());
    return taken;
  }

  Avps watchdog() {
    return identity().unsigned32(BaseAvps.ORIGIN_STATE_ID, node.originStateId()).toAvps();
  }

  Avps capabilities() {
    AvpWriter out = identity();
    List<InetAddress> addresses =
        node.hostAddresses().isEmpty() ? List.of(address) : node.hostAddresses();
    addresses.forEach(own -> out.address(BaseAvps.HOST_IP_ADDRESS, own));
    out.unsigned32(BaseAvps.VENDOR_ID, node.vendorId())
        .text(BaseAvps.PRODUCT_NAME, node.productName())
        .unsigned32(BaseAvps.ORIGIN_STATE_ID, node.originStateId())
        .unsigned32(BaseAvps.SUPPORTED_VENDOR_ID, TGPP);
    if (config.interfaces().contains(ChargingInterface.CH2)) {
      out.unsigned32(BaseAvps.AUTH_APPLICATION_ID, Applications.CREDIT_CONTROL);
    }
    if (config.interfaces().contains(ChargingInterface.CH1)) {
      out.unsigned32(BaseAvps.ACCT_APPLICATION_ID, Applications.ACCOUNTING);
    }
    return out.toAvps();
  }

  private AvpWriter identity() {
    return new AvpWriter()
        .text(BaseAvps.ORIGIN_HOST, node.originHost())
        .text(BaseAvps.ORIGIN_REALM, node.originRealm());
  }

  /** Whether a CEA lets the peer in: it succeeded and is from the one we meant. */
  boolean accepts(byte[] octets) {
    Avps cea = MessageCodec.header(octets).avps();
    long result = MessageCodec.resultCode(cea);
    String host = String.valueOf(cea.text(BaseAvps.ORIGIN_HOST));
    if (!ResultCode.isSuccess(result) || !host.equalsIgnoreCase(config.host())) {
      LOG.warn(
          "Peer {}: CEA of {} with Result-Code {} (expected: 2001)", config.host(), host, result);
      return false;
    }
    events.presented(this, cea);
    return true;
  }

  void received(byte[] octets) {
    Message message = MessageCodec.header(octets);
    if (message.isRequest()) {
      events.requested(this, message, octets);
      return;
    }
    Exchange exchange = open.get(message.hopByHop());
    if (exchange == null
        || exchange.request().endToEnd() != message.endToEnd()
        || exchange.request().command() != message.command()
        || !open.remove(message.hopByHop(), exchange)) {
      metrics.dropped("unexpected");
      return;
    }
    metrics.outstanding(open.size());
    events.ended(exchange, this, outcome(exchange, message, octets));
  }

  private Outcome outcome(Exchange exchange, Message answer, byte[] octets) {
    ChargingInterface target = exchange.request().target();
    try {
      MessageCodec.check(
          answer, octets, (code, vendor) -> unknown.skips(config.host(), code, vendor));
    } catch (MalformedException e) {
      LOG.warn(
          "Peer {}: bad answer for {}: {}",
          config.host(),
          exchange.request().sessionId(),
          e.getMessage());
      metrics.dropped("malformed");
      metrics.unanswered(target);
      return new Outcome.BadAnswer(
          config.host(),
          e.resultCode(),
          String.valueOf(e.getMessage()),
          MessageCodec.claimedResult(octets),
          MessageCodec.claimedServer(octets));
    }
    metrics.answered(
        target, MessageCodec.resultCode(answer.avps()), System.nanoTime() - exchange.sentNanos());
    answeredAs(answer);
    return new Outcome.Answered(answer, config.host());
  }

  private void answeredAs(Message answer) {
    String host = answer.avps().text(BaseAvps.ORIGIN_HOST);
    if (host != null && !ResultCode.isProtocolError(MessageCodec.resultCode(answer.avps()))) {
      agent |= !host.equalsIgnoreCase(config.host());
      server |= host.equalsIgnoreCase(config.host());
    }
  }

  private void moved(org.jdiameter.api.PeerState to) {
    state =
        switch (to) {
          case OKAY -> PeerState.OPEN;
          case SUSPECT -> PeerState.SUSPECT;
          case INITIAL -> PeerState.CONNECTING;
          case DOWN, REOPEN -> PeerState.DOWN;
        };
    metrics.state(state);
    if (state != PeerState.OPEN) {
      List<Exchange> unanswered =
          open.values().stream().sorted(Comparator.comparingLong(Exchange::sequence)).toList();
      if (to != org.jdiameter.api.PeerState.SUSPECT) {
        open.values().removeAll(unanswered);
        metrics.outstanding(open.size());
      }
      events.lost(this, unanswered, to == org.jdiameter.api.PeerState.SUSPECT);
    }
  }
}
