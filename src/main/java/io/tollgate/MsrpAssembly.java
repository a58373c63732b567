package io.tollgate;

import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.msrp.MsrpTls;
import io.tollgate.msrp.session.Plane;
import io.tollgate.settings.MsrpSettings;
import io.tollgate.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the message plane out of its settings. */
final class MsrpAssembly {
  private MsrpAssembly() {}

  /**
   * @param sipHost where SIP listens: MSRP does too, unless told otherwise
   */
  static MsrpPlane start(MsrpSettings settings, String sipHost, int freePerSecond) {
    String host = host(settings, sipHost);
    String told = settings.advertisedHost().isEmpty() ? host : settings.advertisedHost();
    return Plane.start(
        new MsrpConfig(
            host,
            told.indexOf(':') >= 0 ? '[' + told + ']' : told,
            settings.port(),
            tls(settings),
            settings.threads(),
            settings.nativeTransport(),
            limits(settings, freePerSecond)));
  }

  /** For the launcher's ready message. */
  static List<String> listening(Settings settings, MsrpPlane plane) {
    String host = host(settings.msrp(), settings.container().sipHost());
    String tcp = "MSRP     tcp:" + host + ":" + plane.tcpPort();
    return settings.msrp().tls()
        ? List.of(tcp, "MSRP     tls:" + host + ":" + plane.tlsPort())
        : List.of(tcp);
  }

  private static String host(MsrpSettings settings, String sipHost) {
    return settings.host().isEmpty() ? sipHost : settings.host();
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
