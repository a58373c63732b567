package io.tollgate.msrp.session;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.sdp.MessageMedia;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Makes one connection to a peer. */
final class Connector {
  private static final Logger LOG = LogManager.getLogger(Connector.class);

  private final Plane plane;
  private final Transport transport;
  private final @Nullable TlsContext tls;
  private final MsrpLimits limits;

  Connector(Plane plane, Transport transport, @Nullable TlsContext tls, MsrpLimits limits) {
    this.plane = plane;
    this.transport = transport;
    this.tls = tls;
    this.limits = limits;
  }

  void connect(MessageLeg leg, MessageMedia peer, String key) {
    String host = peer.connectHost();
    int port = peer.connectPort();
    transport
        .connect(
            leg.loop.executor,
            host,
            port,
            limits.connectTime(),
            channel -> prepare(channel, leg, peer, key))
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                leg.loop.run(() -> leg.connectFailed("cannot connect to " + host + ':' + port));
              }
            });
  }

  private void prepare(Channel channel, MessageLeg leg, MessageMedia peer, String key) {
    Connection connection = new Connection(channel, leg.loop, plane, tls, key);
    if (tls == null) {
      plane.tap(channel);
      channel.pipeline().addLast(connection);
      connection.whenActive(() -> up(connection, leg, key));
      return;
    }
    SslHandler handler = tls.clientHandler(channel, peer.connectHost(), peer.connectPort());
    channel.pipeline().addLast(handler);
    plane.tap(channel);
    channel.pipeline().addLast(connection);
    connection.whenActive(() -> plane.connected(connection, leg.loop, key));
    handler
        .handshakeFuture()
        .addListener(
            shaken -> {
              String objection =
                  shaken.isSuccess() ? tls.peers().objection(channel, peer) : "handshake failed";
              if (objection != null) {
                LOG.info("MSRP over TLS with {} refused: {}", channel.remoteAddress(), objection);
                leg.connectFailed("TLS: " + objection);
                channel.close();
              } else {
                leg.connected(connection);
                leg.loop.flush();
              }
            });
  }

  private void up(Connection connection, MessageLeg leg, String key) {
    plane.connected(connection, leg.loop, key);
    leg.connected(connection);
    leg.loop.flush();
  }
}
