package io.tollgate.diameter.freediameter;

import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.jdiameter.JdiameterTransport;

class FreeDiameterJdiameterIT implements FreeDiameterContract {

  @Override
  public DiameterTransport transport(TransportConfig config) {
    return new JdiameterTransport(config, TransportMetrics.NONE);
  }
}
