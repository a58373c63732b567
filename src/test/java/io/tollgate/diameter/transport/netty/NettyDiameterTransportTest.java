package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.resultOf;
import static io.tollgate.diameter.transport.TestRequests.acr;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.DiameterTransportContract;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NettyDiameterTransportTest implements DiameterTransportContract {
  @Override
  public DiameterTransport transport(TransportConfig config) {
    return new NettyDiameterTransport(config, TransportMetrics.NONE);
  }

  /** RFC 6733 3: Message Length has 24 bits. */
  @Test
  void whatIsTooLongForAMessageIsRefusedAndTheNextOneGoesOut() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      DiameterTransport transport = started(peer.config());
      AvpWriter body = new AvpWriter(1 << 24);
      for (int i = 0; i < 4; i++) {
        body.text(BaseAvps.USER_NAME, "u".repeat(1 << 22));
      }
      OutboundRequest small = acr(transport, "s;1;2");
      OutboundRequest large =
          new OutboundRequest(
              small.target(),
              small.command(),
              "s;1;1",
              body.toAvps(),
              small.route(),
              small.failover(),
              small.retransmission(),
              transport.newEndToEnd(),
              small.timeout(),
              small.urgency());
      assertThat(resultOf(ask(transport, large))).isEqualTo(ResultCode.INVALID_MESSAGE_LENGTH);
      assertThat(resultOf(ask(transport, small))).isEqualTo(2001);
      transport.stop(Duration.ZERO);
    }
  }
}
