package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jdiameter.api.Configuration;
import org.jdiameter.api.InternalException;
import org.jdiameter.api.OverloadException;
import org.jdiameter.api.URI;
import org.jdiameter.client.api.IMessage;
import org.jdiameter.client.api.ISessionFactory;
import org.jdiameter.client.api.fsm.IContext;
import org.jdiameter.client.api.io.IConnection;
import org.jdiameter.client.api.io.TransportException;
import org.jdiameter.client.api.parser.IMessageParser;
import org.jdiameter.client.api.parser.ParseException;
import org.jdiameter.common.api.concurrent.IConcurrentFactory;
import org.jdiameter.common.api.data.ISessionDatasource;
import org.jdiameter.common.api.statistic.IStatisticManager;
import org.jdiameter.server.api.IFsmFactory;
import org.jdiameter.server.api.IMetaData;
import org.jdiameter.server.api.INetwork;
import org.jdiameter.server.api.IOverloadManager;
import org.jdiameter.server.api.io.ITransportLayerFactory;
import org.jdiameter.server.impl.MutablePeerTableImpl;
import org.jdiameter.server.impl.PeerImpl;

/**
 * A peer of the stack that hands every application message to its {@link PeerLink} instead of to
 * the stack's sessions and realms, and says in its CER what we mean to say.
 */
final class OwnPeer extends PeerImpl {

  private static final Logger LOG = LogManager.getLogger(OwnPeer.class);

  private final PeerLink link;
  private final MessageBytes bytes;

  OwnPeer(Parts parts) throws InternalException, TransportException {
    super(
        parts.rating,
        parts.uri,
        parts.ip,
        parts.portRange,
        parts.connects,
        parts.connection,
        parts.table,
        parts.metaData,
        parts.config,
        parts.peerConfig,
        parts.sessionFactory,
        parts.fsmFactory,
        parts.transportFactory,
        parts.statistics,
        parts.concurrentFactory,
        parts.parser,
        parts.network,
        parts.overloadManager,
        parts.sessionDatasource);
    link = parts.config.link(parts.uri.getFQDN());
    bytes = new MessageBytes(parts.parser);
    link.attach(this, bytes);
  }

  @Override
  public IContext getContext() {
    return new LinkContext();
  }

  void send(IMessage message) {
    try {
      sendMessage(message);
    } catch (TransportException | OverloadException | InternalException e) {
      // The state machine has the message or the peer goes down: either way its owner learns it.
      LOG.debug("{}: not sent", getUri(), e);
    }
  }

  /** What the stack makes a peer of. */
  record Parts(
      int rating,
      URI uri,
      String ip,
      String portRange,
      boolean connects,
      IConnection connection,
      MutablePeerTableImpl table,
      IMetaData metaData,
      OwnConfiguration config,
      Configuration peerConfig,
      ISessionFactory sessionFactory,
      IFsmFactory fsmFactory,
      ITransportLayerFactory transportFactory,
      IStatisticManager statistics,
      IConcurrentFactory concurrentFactory,
      IMessageParser parser,
      INetwork network,
      IOverloadManager overloadManager,
      ISessionDatasource sessionDatasource) {}

  private final class LinkContext extends LocalActionConext {

    @Override
    public void sendCerMessage() throws TransportException, OverloadException {
      int id = link.nextHopByHop();
      sendMessage(
          bytes.toStack(
              new Message(
                  Message.REQUEST,
                  Commands.CAPABILITIES_EXCHANGE.code(),
                  0,
                  id,
                  id,
                  link.capabilities())));
    }

    /** The stack has an Origin-State-Id of its own, which a peer holds against that of the CER. */
    @Override
    public void sendDwrMessage() throws TransportException, OverloadException {
      int id = link.nextHopByHop();
      sendMessage(
          bytes.toStack(
              new Message(
                  Message.REQUEST, Commands.DEVICE_WATCHDOG.code(), 0, id, id, link.watchdog())));
    }

    @Override
    public boolean processCeaMessage(String key, IMessage cea) {
      try {
        return link.accepts(bytes.fromStack(cea));
      } catch (ParseException e) {
        LOG.warn("Peer {}: unreadable CEA", getUri(), e);
        return false;
      }
    }

    @Override
    public boolean receiveMessage(IMessage message) {
      try {
        link.received(bytes.fromStack(message));
      } catch (ParseException e) {
        LOG.warn("Peer {}: unreadable message", getUri(), e);
      }
      return true;
    }
  }
}
