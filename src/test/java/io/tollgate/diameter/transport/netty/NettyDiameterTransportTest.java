package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.DiameterTransportContract;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;

class NettyDiameterTransportTest implements DiameterTransportContract {
  @Override
  public DiameterTransport transport(TransportConfig config) {
    return new NettyDiameterTransport(config, TransportMetrics.NONE);
  }
}
