package io.tollgate.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the embedded container listens and how it stops. In a container of the operator's own these
 * are that container's business, and all but the drain are passed over.
 */
public record ContainerSettings(
    @Setting(
            value =
                "Address of this machine that SIP listens on and puts into its Via and Contact. Two,"
                    + " one of IPv4 and one of IPv6, for both: each side of a call gets the one of"
                    + " its family, a next hop that is a host name the first.",
            byDefault = "127.0.0.1",
            pattern = HOSTS,
            patternText = "an IP address or host name, or two addresses")
        List<String> sipHost,
    @Setting(
            value = "Port for SIP over UDP and TCP; 0 takes a free one.",
            byDefault = "5060",
            min = "0",
            max = "65535")
        int sipPort,
    @Setting(value = "What SIP is spoken over.", byDefault = "udp, tcp")
        List<Transport> sipTransports,
    @Setting(
            value = "Port for SIP over TLS, when `tls` is among the transports.",
            byDefault = "5061",
            min = "0",
            max = "65535")
        int tlsPort,
    @Setting(
            value = "Key store (PKCS#12) with the server's key and certificate for SIP over TLS.",
            byDefault = "")
        Optional<Path> tlsKeyStore,
    @Setting(value = "Password of that key store.", byDefault = "") Secret tlsKeyStorePassword,
    @Setting(
            value = "Connections (TCP, TLS) that others may hold to SIP, together.",
            byDefault = "1000",
            min = "1",
            max = "100000",
            unit = "connections")
        int sipConnections,
    @Setting(
            value = "Connections (TCP, TLS) that one source address may hold to SIP.",
            byDefault = "100",
            min = "1",
            max = "100000",
            unit = "connections")
        int sipConnectionsPerSource,
    @Setting(
            value =
                "A connection to SIP that carries nothing for this long is closed; one that begins"
                    + " with nothing, after 30s.",
            byDefault = "10min",
            min = "1s",
            max = "24h")
        Duration sipIdle,
    @Setting(
            value =
                "How long open sessions may go on after a stop was asked for, while new ones get"
                    + " 503. What is left then is ended.",
            byDefault = "30s",
            min = "0s",
            max = "24h")
        Duration drainLimit,
    @Setting(
            value = "Retry-After of the 503 that new sessions get while draining or warming up.",
            byDefault = "10s",
            min = "1s",
            max = "1h")
        Duration retryAfter) {

  static final String HOSTS = "\\s*\\[?[0-9a-zA-Z.:-]+\\]?\\s*(,\\s*\\[?[0-9a-zA-Z.:-]+\\]?\\s*)?";

  /** SIP's transports. */
  public enum Transport {
    UDP,
    TCP,
    TLS
  }

  public ContainerSettings {
    sipHost = sipHost.stream().map(HostPort::unbracketed).toList();
    checkHosts(sipHost);
    if (sipTransports.isEmpty()) {
      throw new IllegalArgumentException(
          "container.sip-transports: none (expected: at least one of udp, tcp, tls)");
    }
    if (sipTransports.contains(Transport.TLS) && tlsKeyStore.isEmpty()) {
      throw new IllegalArgumentException(
          "container.tls-key-store: nothing (expected: a PKCS#12 file, as container.sip-transports"
              + " has tls)");
    }
    if (sipTransports.contains(Transport.TLS)) {
      KeyFiles.checkStore("container.tls-key-store", tlsKeyStore, tlsKeyStorePassword);
    }
    sipTransports = List.copyOf(sipTransports);
  }

  private static void checkHosts(List<String> hosts) {
    boolean both =
        hosts.size() == 2 && hosts.stream().filter(host -> host.indexOf(':') >= 0).count() == 1;
    if (hosts.contains("::") || !(hosts.size() == 1 || both)) {
      throw new IllegalArgumentException(
          "container.sip-host: %s (expected: an address, or one of IPv4 and one of IPv6, such as"
                  .formatted(String.join(", ", hosts))
              + " 192.0.2.10, 2001:db8::10)");
    }
  }
}
