package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.OutcomeListener;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerView;
import io.tollgate.diameter.transport.RequestHandler;
import io.tollgate.diameter.transport.TlsConfig;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.diameter.transport.TransportMetrics;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jdiameter.api.DisconnectCause;
import org.jdiameter.api.IllegalDiameterStateException;
import org.jdiameter.api.InternalException;
import org.jdiameter.server.impl.StackImpl;
import org.jspecify.annotations.Nullable;

/**
 * Peers on the jDiameter server stack. Choice of peer, failover and time limits are ours: the
 * stack's own re-send out of order and to whoever is there.
 */
public final class JdiameterTransport implements DiameterTransport {

  private static final Logger LOG = LogManager.getLogger(JdiameterTransport.class);

  private final TransportConfig config;
  private final TransportMetrics metrics;
  private final ScheduledThreadPoolExecutor worker;
  private final Requests requests;
  private final Map<String, PeerLink> links = new LinkedHashMap<>();
  private final AtomicInteger endToEnd;
  private final AtomicLong sequence = new AtomicLong();
  private @Nullable StackImpl stack;

  public JdiameterTransport(TransportConfig config, TransportMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
    worker = new ScheduledThreadPoolExecutor(1, JdiameterTransport::daemon);
    worker.setRemoveOnCancelPolicy(true);
    requests = new Requests(config, worker);
    // RFC 6733 3: the low bits of the time in front make it unique over a restart.
    int boot = (int) config.node().originStateId() << 20;
    endToEnd = new AtomicInteger(boot | ThreadLocalRandom.current().nextInt(1 << 20));
  }

  @Override
  public synchronized void start(RequestHandler handler) throws TransportException {
    for (PeerConfig peer : config.peers()) {
      if (peer.wire() != PeerConfig.Wire.TCP) {
        throw new TransportException(
            "peer "
                + peer.host()
                + ": "
                + peer.wire()
                + " (expected: TCP; the jdiameter transport has no TLS before the first byte,"
                + " the netty transport has)");
      }
    }
    if (config.listen() != null) {
      throw new TransportException(
          "listen: "
              + config.listen()
              + " (expected: none; only the netty transport takes connections of peers)");
    }
    InetAddress address = localAddress();
    for (PeerConfig peer : config.peers()) {
      links.put(
          peer.host(),
          new PeerLink(
              peer,
              config.node(),
              address,
              requests,
              metrics.forPeer(peer.host()),
              config.features().unknownAvps()));
    }
    requests.begin(new Selection(links.values()), handler);
    StackImpl started = new StackImpl();
    try {
      started.init(new OwnConfiguration(config, links, address.getHostAddress()));
      started.start();
    } catch (InternalException | IllegalDiameterStateException e) {
      throw new TransportException("the jDiameter stack does not start: " + e.getMessage(), e);
    }
    stack = started;
  }

  @Override
  public void send(OutboundRequest request, OutcomeListener listener) {
    Exchange exchange = new Exchange(request, listener, sequence.incrementAndGet());
    exchange.setTimer(
        worker.schedule(
            () -> requests.timedOut(exchange), request.timeout().toNanos(), TimeUnit.NANOSECONDS));
    requests.start(exchange);
  }

  @Override
  public int newEndToEnd() {
    return endToEnd.incrementAndGet();
  }

  @Override
  public void change(List<PeerConfig> peers, @Nullable TlsConfig tls) throws TransportException {
    throw new TransportException(
        "diameter.peers: jdiameter takes its peers at the start (expected: a restart, or"
            + " diameter.transport=netty)");
  }

  @Override
  public synchronized List<PeerView> peers() {
    return links.values().stream().map(PeerLink::view).toList();
  }

  @Override
  public void hold(String host, boolean held) throws TransportException {
    throw new TransportException(
        "jdiameter keeps its peers as they are (expected: diameter.transport=netty)");
  }

  @Override
  public synchronized void stop(Duration grace) {
    requests.stop();
    long deadline = System.nanoTime() + grace.toNanos();
    while (!requests.isIdle() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    StackImpl running = stack;
    if (running != null) {
      stack = null;
      try {
        running.stop(
            config.timers().disconnect().toMillis() + 500,
            TimeUnit.MILLISECONDS,
            DisconnectCause.REBOOTING);
      } catch (InternalException | IllegalDiameterStateException e) {
        LOG.info("Not every peer answered our leave: {}", e.getMessage());
      }
      running.destroy();
    }
    requests.failAll();
  }

  /** Where the connection to the first peer will start; the stack binds to it. */
  private InetAddress localAddress() throws TransportException {
    if (!config.node().hostAddresses().isEmpty()) {
      return config.node().hostAddresses().get(0);
    }
    if (config.peers().isEmpty()) {
      return InetAddress.getLoopbackAddress();
    }
    PeerConfig first = config.peers().get(0);
    try (DatagramSocket probe = new DatagramSocket()) {
      probe.connect(new InetSocketAddress(first.address(), first.port()));
      return probe.getLocalAddress();
    } catch (SocketException e) {
      throw new TransportException(
          "peer " + first.host() + ": no way to " + first.address() + ": " + e.getMessage(), e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "diameter-requests");
    thread.setDaemon(true);
    return thread;
  }
}
