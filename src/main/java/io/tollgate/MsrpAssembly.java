package io.tollgate;

import io.tollgate.msrp.HeadWatch;
import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.msrp.MsrpTls;
import io.tollgate.msrp.session.NettyMsrpPlane;
import io.tollgate.settings.MsrpSettings;
import io.tollgate.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the message plane out of its settings. */
final class MsrpAssembly {
  private MsrpAssembly() {}

  /**
   * @param sipHosts where SIP listens: MSRP does too, unless told otherwise
   */
  static MsrpPlane start(
      MsrpSettings settings, List<String> sipHosts, int freePerSecond, HeadWatch watch) {
    List<String> hosts = settings.hostOr(sipHosts);
    List<String> told = settings.advertisedHost().isEmpty() ? hosts : settings.advertisedHost();
    return NettyMsrpPlane.start(
        new MsrpConfig(
            hosts,
            told.stream().map(MsrpAssembly::inUri).toList(),
            settings.port(),
            tls(settings),
            settings.threads(),
            settings.nativeTransport(),
            limits(settings, freePerSecond)),
        watch);
  }

  /** For the launcher's ready message. */
  static List<String> listening(Settings settings, MsrpPlane plane) {
    List<String> all = new ArrayList<>();
    for (String host : settings.msrp().hostOr(settings.container().sipHost())) {
      all.add("MSRP     tcp:" + inUri(host) + ":" + plane.tcpPort());
      if (settings.msrp().tls()) {
        all.add("MSRP     tls:" + inUri(host) + ":" + plane.tlsPort());
      }
    }
    return all;
  }

  private static String inUri(String host) {
    return host.indexOf(':') >= 0 ? '[' + host + ']' : host;
  }

  private static @Nullable MsrpTls tls(MsrpSettings settings) {
    return settings.tls()
        ? new MsrpTls(
            settings.tlsPort(),
            settings.tlsKeyStore().map(Path::toString).orElse(null),
            settings.tlsKeyStorePassword().value(),
            settings.tlsTrustStore().map(Path::toString).orElse(null),
            settings.tlsTrustStorePassword().value())
        : null;
  }

  private static MsrpLimits limits(MsrpSettings settings, int freePerSecond) {
    return new MsrpLimits(
        settings.messageSize(),
        settings.openMessages(),
        settings.openMessageAge(),
        settings.connections(),
        settings.bindTime(),
        settings.transaction(),
        settings.connectTime(),
        settings.queueSize(),
        settings.queueSizeInAll(),
        settings.pendingAnswers(),
        settings.patience(),
        settings.usageInterval(),
        settings.linger(),
        freePerSecond);
  }
}
