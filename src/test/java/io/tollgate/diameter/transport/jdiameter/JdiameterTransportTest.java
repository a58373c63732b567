package io.tollgate.diameter.transport.jdiameter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.DiameterTransportContract;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.TestRequests;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.diameter.transport.TransportMetrics;
import org.junit.jupiter.api.Test;

class JdiameterTransportTest implements DiameterTransportContract {

  @Override
  public DiameterTransport transport(TransportConfig config) {
    return new JdiameterTransport(config, TransportMetrics.NONE);
  }

  @Test
  void refusesTlsAtTheStartInsteadOfGoingOnWithoutIt() {
    PeerConfig peer =
        PeerConfig.tcp("cf.example.com", "127.0.0.1", 3868, ChargingInterface.CH1)
            .withWire(PeerConfig.Wire.TLS);
    assertThatThrownBy(() -> transport(TestRequests.config(peer)).start(NO_REQUESTS))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("TLS")
        .hasMessageContaining("netty");
  }
}
