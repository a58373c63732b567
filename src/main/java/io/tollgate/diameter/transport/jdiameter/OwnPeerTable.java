package io.tollgate.diameter.transport.jdiameter;

import org.jdiameter.api.Configuration;
import org.jdiameter.api.InternalException;
import org.jdiameter.api.MetaData;
import org.jdiameter.api.URI;
import org.jdiameter.client.api.IContainer;
import org.jdiameter.client.api.ISessionFactory;
import org.jdiameter.client.api.io.IConnection;
import org.jdiameter.client.api.io.TransportException;
import org.jdiameter.client.api.parser.IMessageParser;
import org.jdiameter.common.api.concurrent.IConcurrentFactory;
import org.jdiameter.common.api.statistic.IStatisticManager;
import org.jdiameter.server.api.IFsmFactory;
import org.jdiameter.server.api.IMetaData;
import org.jdiameter.server.api.INetwork;
import org.jdiameter.server.api.IOverloadManager;
import org.jdiameter.server.api.IPeer;
import org.jdiameter.server.api.IRouter;
import org.jdiameter.server.api.io.ITransportLayerFactory;
import org.jdiameter.server.impl.MutablePeerTableImpl;

/** The stack's peer table, with peers of ours in it. */
public final class OwnPeerTable extends MutablePeerTableImpl {

  /** The stack fills it by the types of the parameters. */
  public OwnPeerTable(
      Configuration config,
      MetaData metaData,
      IContainer stack,
      IRouter router,
      ISessionFactory sessionFactory,
      IFsmFactory fsmFactory,
      ITransportLayerFactory transportFactory,
      IMessageParser parser,
      INetwork network,
      IOverloadManager overloadManager,
      IStatisticManager statistics,
      IConcurrentFactory concurrentFactory) {
    super(
        config,
        metaData,
        stack,
        router,
        sessionFactory,
        fsmFactory,
        transportFactory,
        parser,
        network,
        overloadManager,
        statistics,
        concurrentFactory);
  }

  @Override
  protected IPeer newPeerInstance(
      int rating,
      URI uri,
      String ip,
      String portRange,
      boolean connects,
      IConnection connection,
      MetaData metaData,
      Configuration globalConfig,
      Configuration peerConfig,
      IFsmFactory fsmFactory,
      ITransportLayerFactory transportFactory,
      IMessageParser parser,
      IStatisticManager statistics,
      IConcurrentFactory concurrentFactory)
      throws InternalException, TransportException {
    return new OwnPeer(
        new OwnPeer.Parts(
            rating,
            uri,
            ip,
            portRange,
            connects,
            connection,
            this,
            (IMetaData) metaData,
            (OwnConfiguration) globalConfig,
            peerConfig,
            sessionFactory,
            fsmFactory,
            transportFactory,
            statistics,
            concurrentFactory,
            parser,
            network,
            ovrManager,
            sessionDatasource));
  }
}
