package io.tollgate.msrp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param bindAddresses where to listen, on the same port
 * @param advertisedHosts the hosts in {@code a=path} and {@code c=}, as URIs write them; what peers
 *     can reach
 * @param tcpPort 0 takes a free one
 * @param tls listening with TLS, or null for none
 * @param loops event loop threads; 0 for one per processor
 * @param nativeTransport epoll where the system has it
 */
public record MsrpConfig(
    List<String> bindAddresses,
    List<String> advertisedHosts,
    int tcpPort,
    @Nullable MsrpTls tls,
    int loops,
    boolean nativeTransport,
    MsrpLimits limits) {

  public MsrpConfig {
    bindAddresses = List.copyOf(bindAddresses);
    advertisedHosts = List.copyOf(advertisedHosts);
  }

  /** Of one address. */
  public MsrpConfig(
      String bindAddress,
      String advertisedHost,
      int tcpPort,
      @Nullable MsrpTls tls,
      int loops,
      boolean nativeTransport,
      MsrpLimits limits) {
    this(
        List.of(bindAddress),
        List.of(advertisedHost),
        tcpPort,
        tls,
        loops,
        nativeTransport,
        limits);
  }

  /** The host for a peer of this family; another where there is none. */
  public String advertisedHost(boolean ipv6) {
    for (String host : advertisedHosts) {
      if (host.startsWith("[") == ipv6) {
        return host;
      }
    }
    return advertisedHosts.get(0);
  }

  public static MsrpConfig loopback(MsrpLimits limits) {
    return new MsrpConfig("127.0.0.1", "127.0.0.1", 0, null, 0, true, limits);
  }
}
