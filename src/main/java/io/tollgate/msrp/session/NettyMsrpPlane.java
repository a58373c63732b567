package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate;
import io.tollgate.msrp.ConferenceTerms;
import io.tollgate.msrp.HeadWatch;
import io.tollgate.msrp.MsrpConference;
import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.msrp.MsrpRelay;
import io.tollgate.msrp.MsrpStatus;
import io.tollgate.msrp.RelayTerms;

/** The message plane on Netty, as the rest of the server sees it: it opens sessions. */
public final class NettyMsrpPlane implements MsrpPlane {
  private final Plane plane;

  private NettyMsrpPlane(Plane plane) {
    this.plane = plane;
  }

  /** Opens the ports. */
  public static NettyMsrpPlane start(MsrpConfig config) {
    return start(config, HeadWatch.NONE);
  }

  /** The same, seen by somebody. */
  public static NettyMsrpPlane start(MsrpConfig config, HeadWatch watch) {
    return new NettyMsrpPlane(Plane.start(config, watch));
  }

  @Override
  public MsrpRelay openRelay(RelayTerms terms, MessageGate gate, MsrpListener listener) {
    return new Relay(plane, plane.nextLoop(), terms, gate, listener);
  }

  @Override
  public MsrpConference openConference(ConferenceTerms terms, MsrpListener listener) {
    return new Conference(plane, plane.nextLoop(), terms, listener);
  }

  @Override
  public Runnable renewedCertificates() {
    return plane.renewedCertificates();
  }

  @Override
  public MsrpStatus status() {
    return plane.status();
  }

  @Override
  public int tcpPort() {
    return plane.port(false);
  }

  @Override
  public int tlsPort() {
    return plane.port(true);
  }

  @Override
  public void close() {
    plane.close();
  }
}
