package io.tollgate.lab.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jdiameter.api.ApplicationAlreadyUseException;
import org.jdiameter.api.ApplicationId;
import org.jdiameter.api.DisconnectCause;
import org.jdiameter.api.IllegalDiameterStateException;
import org.jdiameter.api.InternalException;
import org.jdiameter.api.Network;
import org.jdiameter.api.OverloadException;
import org.jdiameter.api.PeerState;
import org.jdiameter.api.PeerTable;
import org.jdiameter.client.api.IMessage;
import org.jdiameter.client.api.IRequest;
import org.jdiameter.client.api.controller.IPeer;
import org.jdiameter.client.api.io.TransportException;
import org.jdiameter.server.impl.PeerImpl;
import org.jdiameter.server.impl.StackImpl;

/** A listening Diameter node that takes any peer. */
public final class LabStack implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(LabStack.class);
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final LabIdentity identity;
  private final StackImpl stack;

  private LabStack(LabIdentity identity, StackImpl stack) {
    this.identity = identity;
    this.stack = stack;
  }

  /** Returns when the port is open. */
  public static LabStack start(
      LabIdentity wanted, Collection<LabApplication> applications, Consumer<LabRequest> handler)
      throws IOException {
    LabIdentity identity = wanted.port() == 0 ? wanted.withPort(freePort(wanted)) : wanted;
    requireFree(identity);
    StackImpl stack = new StackImpl();
    LabStack node = new LabStack(identity, stack);
    try {
      stack.init(StackSettings.of(identity, applications));
      Network network = stack.unwrap(Network.class);
      network.addNetworkReqListener(
          request -> {
            handler.accept(new LabRequest(node, (IRequest) request));
            return null;
          },
          applications.stream().flatMap(LabApplication::accepted).toArray(ApplicationId[]::new));
      stack.start();
      awaitOpen(identity);
    } catch (InternalException | IllegalDiameterStateException | ApplicationAlreadyUseException e) {
      throw new IOException("cannot start Diameter at " + identity, e);
    }
    return node;
  }

  public LabIdentity identity() {
    return identity;
  }

  /** The peers whose connection is up. */
  public List<String> peers() {
    try {
      return stack.unwrap(PeerTable.class).getPeerTable().stream()
          .filter(peer -> peer.getState(PeerState.class) == PeerState.OKAY)
          .map(peer -> peer.getUri().getFQDN())
          .toList();
    } catch (InternalException e) {
      throw new IllegalStateException("no peer table", e);
    }
  }

  /**
   * Sends a request of our own to a connected peer.
   *
   * @return the Result-Code of the answer; fails if there is none within the timeout
   */
  public CompletableFuture<Long> request(
      String peer, int command, LabApplication application, Consumer<AvpWriter> content) {
    return OwnRequest.send(this, stack, connected(peer), command, application, content);
  }

  /** Closes a peer's connection without a DPR. */
  public void disconnect(String peer) {
    close(connected(peer));
  }

  /** Sends DPR and closes the port. */
  @Override
  public void close() {
    try {
      stack.stop(1, TimeUnit.SECONDS, DisconnectCause.REBOOTING);
    } catch (InternalException | IllegalDiameterStateException e) {
      LOG.debug("{} stopped without an answer to each DPR", identity, e);
    }
    stack.destroy();
  }

  void addOrigin(AvpWriter writer) {
    writer.text(Code.ORIGIN_HOST, identity.host()).text(Code.ORIGIN_REALM, identity.realm());
  }

  void send(IPeer peer, IMessage message) {
    try {
      peer.sendMessage(message);
    } catch (TransportException | OverloadException | InternalException e) {
      LOG.info("{} could not send to {}: {}", identity.host(), peer.getUri(), e.getMessage());
    }
  }

  void close(IPeer peer) {
    try {
      ((PeerImpl) peer).getConnection().disconnect();
    } catch (InternalError e) {
      LOG.info("{} could not close {}: {}", identity.host(), peer.getUri(), e.getMessage());
    }
  }

  private IPeer connected(String name) {
    try {
      return stack.unwrap(PeerTable.class).getPeerTable().stream()
          .filter(peer -> peer.getUri().getFQDN().equals(name))
          .filter(peer -> peer.getState(PeerState.class) == PeerState.OKAY)
          .map(IPeer.class::cast)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "peer: " + name + " (expected: one of " + peers() + ")"));
    } catch (InternalException e) {
      throw new IllegalStateException("no peer table", e);
    }
  }

  private static int freePort(LabIdentity identity) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(identity.address()))) {
      return socket.getLocalPort();
    }
  }

  /** The stack binds on a thread of its own and only logs a failure; find out before. */
  private static void requireFree(LabIdentity identity) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(identity.address(), identity.port()));
    } catch (IOException e) {
      throw new IOException(
          "port: " + identity.address() + ":" + identity.port() + " (expected: a free one)", e);
    }
  }

  private static void awaitOpen(LabIdentity identity) throws IOException {
    long deadline = System.nanoTime() + START_NANOS;
    while (true) {
      try (Socket probe = new Socket()) {
        probe.connect(new InetSocketAddress(identity.address(), identity.port()), 200);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new IOException("not listening at " + identity, e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }
}
