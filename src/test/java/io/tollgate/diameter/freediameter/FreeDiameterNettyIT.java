package io.tollgate.diameter.freediameter;

import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.netty.NettyDiameterTransport;

class FreeDiameterNettyIT implements FreeDiameterContract {

  @Override
  public DiameterTransport transport(TransportConfig config) {
    return new NettyDiameterTransport(config, TransportMetrics.NONE);
  }
}
