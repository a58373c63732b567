package io.tollgate.bench;

import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import org.jspecify.annotations.Nullable;

/** The jDiameter transport, which is optional: it is not on every class path. */
final class JdiameterTransports {
  private static final String NAME = "io.tollgate.diameter.transport.jdiameter.JdiameterTransport";

  private JdiameterTransports() {}

  static @Nullable DiameterTransport ifPresent(TransportConfig config) {
    try {
      return Class.forName(NAME)
          .asSubclass(DiameterTransport.class)
          .getConstructor(TransportConfig.class, TransportMetrics.class)
          .newInstance(config, TransportMetrics.NONE);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
