package io.tollgate.msrp.session;

import io.netty.util.NetUtil;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.msrp.MsrpLeg;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.msrp.sdp.LocalMedia;
import io.tollgate.msrp.sdp.MessageMedia;
import io.tollgate.msrp.sdp.MessageSdp;
import io.tollgate.msrp.sdp.MsrpUri;
import io.tollgate.msrp.sdp.Setup;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The SDP side of a leg: offers and answers become who connects to whom. */
abstract class LegSdp implements MsrpLeg {
  final Plane plane;
  final MessageLeg leg;
  private boolean secure;
  private @Nullable MessageMedia remote;

  /** Chosen once: the path of a leg stays as the peer was told. */
  private @Nullable Boolean ipv6;

  LegSdp(Plane plane, MessageLeg leg) {
    this.plane = plane;
    this.leg = leg;
  }

  @Override
  public synchronized String path() {
    return uri().text();
  }

  @Override
  public synchronized void towards(String host) {
    InetAddress address =
        NetUtil.createInetAddressFromIpAddressString(host.replaceAll("[\\[\\]]", ""));
    if (ipv6 == null && address != null) {
      ipv6 = address instanceof Inet6Address;
    }
  }

  private MsrpUri uri() {
    return MsrpUri.of(secure, plane.advertisedHost(ipv6), plane.port(secure), leg.id);
  }

  @Override
  public synchronized void remoteOffer(String sdp) {
    MessageMedia media = readable(sdp);
    remote = media;
    if (media != null) {
      secure = media.secure();
      towards(media.connectHost());
    }
  }

  @Override
  public synchronized void remoteAnswer(String sdp) {
    MessageMedia media = readable(sdp);
    remote = media;
    agreed(media, media != null && Setup.offererConnects(media.setup()));
  }

  private @Nullable MessageMedia readable(String sdp) {
    MessageMedia media = MessageSdp.read(sdp);
    if (media != null && media.secure() && plane.fingerprint() == null) {
      throw new MsrpSdpException("m=message over TLS (expected: TCP/MSRP, TLS is not configured)");
    }
    return media;
  }

  /** What we say when we offer; on TLS if the other side is. */
  final LocalMedia offering(boolean overTls) {
    secure = overTls && plane.fingerprint() != null;
    return local(Setup.ACTPASS);
  }

  /** What we say when we answer. */
  final LocalMedia answering() {
    MessageMedia media = remote;
    return local(media == null ? null : Setup.answering(media.setup()));
  }

  private LocalMedia local(@Nullable Setup setup) {
    return new LocalMedia(
        uri(), setup, secure ? plane.fingerprint() : null, plane.limits().messageBytes());
  }

  /** Our answer is on its way. */
  final void answered(boolean withMessages) {
    MessageMedia media = withMessages ? remote : null;
    agreed(media, media != null && Setup.answering(media.setup()) == Setup.ACTIVE);
  }

  private void agreed(@Nullable MessageMedia media, boolean connect) {
    String ours = uri().text();
    leg.loop.runBeforeReads(() -> leg.agreed(media, ours, connect));
  }

  @Override
  public MessageCounters counters() {
    return leg.tally.snapshot();
  }
}
