package io.tollgate.msrp;

import org.jspecify.annotations.Nullable;

/**
 * @param bindAddress where to listen
 * @param advertisedHost the host in {@code a=path} and {@code c=}; what peers can reach
 * @param tcpPort 0 takes a free one
 * @param tls listening with TLS, or null for none
 * @param loops event loop threads; 0 for one per processor
 * @param nativeTransport epoll where the system has it
 */
public record MsrpConfig(
    String bindAddress,
    String advertisedHost,
    int tcpPort,
    @Nullable MsrpTls tls,
    int loops,
    boolean nativeTransport,
    MsrpLimits limits) {

  public static MsrpConfig loopback(MsrpLimits limits) {
    return new MsrpConfig("127.0.0.1", "127.0.0.1", 0, null, 0, true, limits);
  }
}
