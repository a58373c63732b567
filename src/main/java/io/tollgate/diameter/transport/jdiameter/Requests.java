package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.RequestHandler;
import io.tollgate.diameter.transport.TransportConfig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Brings each request to a peer, to another one where that is allowed, and to its one outcome. */
final class Requests implements PeerEvents {

  private final TransportConfig config;
  private final Executor worker;
  private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Selection selection;
  private volatile @Nullable RequestHandler handler;
  private volatile boolean stopped;

  /**
   * @param worker one thread, so that what a lost peer leaves behind stays in order
   */
  Requests(TransportConfig config, Executor worker) {
    this.config = config;
    this.worker = worker;
  }

  void begin(Selection peers, RequestHandler toUs) {
    selection = peers;
    handler = toUs;
  }

  void stop() {
    stopped = true;
  }

  boolean isIdle() {
    return open.isEmpty();
  }

  void failAll() {
    open.forEach(exchange -> finish(exchange, new Outcome.Stopped()));
  }

  void start(Exchange exchange) {
    open.add(exchange);
    Selection peers = selection;
    if (stopped || peers == null) {
      later(exchange, new Outcome.Stopped());
      return;
    }
    PeerLink link = peers.choose(exchange, true);
    if (link != null) {
      link.send(exchange, avps(peers, exchange, link));
    } else if (peers.isOverloaded(exchange)) {
      later(exchange, new Outcome.Overloaded(exchange.request().target()));
    } else {
      later(exchange, new Outcome.NoPeer(exchange.request().target()));
    }
  }

  void timedOut(Exchange exchange) {
    exchange.expire();
    PeerLink link = exchange.link();
    if (link != null && link.take(exchange)) {
      link.metrics().unanswered(exchange.request().target());
      finish(exchange, new Outcome.TimedOut(link.config().host(), server(exchange, link)));
    }
  }

  @Override
  public void ended(Exchange exchange, PeerLink link, Outcome outcome) {
    boolean elsewhere =
        outcome instanceof Outcome.Answered answered
            && ResultCode.isNotDelivered(MessageCodec.resultCode(answered.answer().avps()))
            && exchange.request().failover() != Failover.NONE;
    if (elsewhere && !stopped) {
      exchange.leave(link, false);
      worker.execute(() -> again(exchange, outcome, true));
    } else {
      finish(exchange, outcome);
    }
  }

  @Override
  public void lost(PeerLink link, List<Exchange> unanswered, boolean connected) {
    for (Exchange exchange : unanswered) {
      worker.execute(() -> lost(link, exchange, connected));
    }
  }

  @Override
  public void presented(PeerLink link, Avps capabilities) {
    RequestHandler toUs = handler;
    if (toUs != null) {
      toUs.onPeer(link.config().host(), capabilities.unsigned32(BaseAvps.ORIGIN_STATE_ID));
    }
  }

  @Override
  public void requested(PeerLink link, Message request, byte[] octets) {
    RequestHandler toUs = handler;
    if (toUs != null) {
      new ServerRequest(link, config.node(), request).handle(octets, toUs);
    }
  }

  private void lost(PeerLink link, Exchange exchange, boolean connected) {
    boolean anywhere = exchange.request().failover() == Failover.ANY;
    // Another way to the same server is always open (RFC 6733 5.5.4).
    boolean mayMove = (anywhere || exchange.request().route().server() != null) && !stopped;
    if (connected) {
      // The peer is silent, not gone: leave it only for another one.
      Selection peers = selection;
      exchange.leave(link, false);
      if (!mayMove
          || peers == null
          || peers.choose(exchange, anywhere) == null
          || !link.take(exchange)) {
        return;
      }
    }
    link.metrics().unanswered(exchange.request().target());
    Outcome outcome =
        stopped
            ? new Outcome.Stopped()
            : new Outcome.PeerLost(link.config().host(), server(exchange, link));
    if (mayMove) {
      exchange.leave(link, true);
      again(exchange, outcome, anywhere);
    } else {
      finish(exchange, outcome);
    }
  }

  /** The server that has got it, if that is known. */
  private static @Nullable String server(Exchange exchange, PeerLink link) {
    String server = exchange.request().route().server();
    return server != null ? server : link.isServer() ? link.config().host() : null;
  }

  private void again(Exchange exchange, Outcome otherwise, boolean anywhere) {
    Selection peers = selection;
    PeerLink link = peers == null || exchange.isExpired() ? null : peers.choose(exchange, anywhere);
    if (peers == null || link == null) {
      finish(exchange, otherwise);
      return;
    }
    link.send(exchange, avps(peers, exchange, link));
    if (exchange.isExpired()) {
      timedOut(exchange);
    }
  }

  private void later(Exchange exchange, Outcome outcome) {
    worker.execute(() -> finish(exchange, outcome));
  }

  private void finish(Exchange exchange, Outcome outcome) {
    open.remove(exchange);
    exchange.complete(outcome);
  }

  private Avps avps(Selection peers, Exchange exchange, PeerLink link) {
    OutboundRequest request = exchange.request();
    AvpWriter out =
        new AvpWriter(request.body().length() + 256)
            .text(BaseAvps.SESSION_ID, request.sessionId())
            .text(BaseAvps.ORIGIN_HOST, config.node().originHost())
            .text(BaseAvps.ORIGIN_REALM, config.node().originRealm())
            .text(BaseAvps.DESTINATION_REALM, config.destinationRealm(request.target()));
    String host = peers.destinationHost(exchange, link);
    if (host != null) {
      out.text(BaseAvps.DESTINATION_HOST, host);
    }
    String server = host == null ? link.config().host() : host;
    return out.append(request.dialect().write(server, request.body())).toAvps();
  }
}
