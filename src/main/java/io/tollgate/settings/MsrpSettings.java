package io.tollgate.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The message plane: where it listens, and what a peer may make it hold or wait for. */
public record MsrpSettings(
    @Setting(
            value = "Address of this machine that MSRP listens on; nothing takes that of SIP.",
            byDefault = "",
            pattern = ContainerSettings.HOSTS + "|",
            patternText = "an IP address or host name, or two addresses")
        List<String> host,
    @Setting(
            value =
                "Host that peers are told to connect to (`a=path`, `c=`), where it is another than"
                    + " the address MSRP listens on.",
            byDefault = "",
            pattern = ContainerSettings.HOSTS + "|",
            patternText = "an IP address or host name, or two addresses")
        List<String> advertisedHost,
    @Setting(
            value = "Port for MSRP over TCP; 0 takes a free one.",
            byDefault = "2855",
            min = "0",
            max = "65535")
        int port,
    @Setting(value = "Whether sessions over TLS (msrps) are served.", byDefault = "false")
        boolean tls,
    @Setting(
            value = "Port for MSRP over TLS; 0 takes a free one.",
            byDefault = "2856",
            min = "0",
            max = "65535")
        int tlsPort,
    @Setting(
            value =
                "Key store (PKCS#12) for MSRP over TLS; without one a key is made at each start, which"
                    + " peers know by its fingerprint in the SDP.",
            byDefault = "")
        Optional<Path> tlsKeyStore,
    @Setting(value = "Password of that key store.", byDefault = "") Secret tlsKeyStorePassword,
    @Setting(
            value =
                "Trust store (PKCS#12): peers over TLS whose SDP has no `a=fingerprint` are taken if"
                    + " their chain leads here and their certificate names the host of their path."
                    + " Nothing takes none without a fingerprint that matches.",
            byDefault = "")
        Optional<Path> tlsTrustStore,
    @Setting(value = "Password of that trust store.", byDefault = "") Secret tlsTrustStorePassword,
    @Setting(
            value = "Threads that carry messages; 0 takes one for each processor.",
            byDefault = "0",
            min = "0",
            max = "256",
            unit = "threads")
        int threads,
    @Setting(value = "Whether epoll is used where the system has it.", byDefault = "true")
        boolean nativeTransport,
    @Setting(
            value =
                "Largest message; larger ones are refused with 413, and `a=max-size` is lowered to it.",
            byDefault = "104857600",
            min = "1024",
            max = "17592186044416",
            unit = "octets")
        long messageSize,
    @Setting(
            value = "Messages of one party that may be incomplete at once.",
            byDefault = "64",
            min = "1",
            max = "100000",
            unit = "messages")
        int openMessages,
    @Setting(
            value = "An incomplete message without a new chunk for so long is given up.",
            byDefault = "60s",
            min = "1s",
            max = "1h")
        Duration openMessageAge,
    @Setting(
            value = "Connections that are accepted; more are closed at once.",
            byDefault = "20000",
            min = "1",
            max = "1000000",
            unit = "connections")
        int connections,
    @Setting(
            value = "A connection that serves no session for so long is closed.",
            byDefault = "30s",
            min = "1s",
            max = "1h")
        Duration bindTime,
    @Setting(
            value = "How long a peer may take to answer a SEND (RFC 4975 7.1.1).",
            byDefault = "30s",
            min = "1s",
            max = "5min")
        Duration transaction,
    @Setting(
            value = "How long making a connection may take.",
            byDefault = "10s",
            min = "100ms",
            max = "5min")
        Duration connectTime,
    @Setting(
            value =
                "Octets that may wait for one receiver; a conference's receiver that is further behind"
                    + " loses messages, in a session of two the sender is not read meanwhile.",
            byDefault = "1048576",
            min = "65536",
            max = "1073741824",
            unit = "octets")
        int queueSize,
    @Setting(
            value =
                "Octets that may wait for all receivers together; as they fill, one may have no more"
                    + " waiting than half of what is left.",
            byDefault = "268435456",
            min = "1048576",
            max = "1099511627776",
            unit = "octets")
        long queueSizeInAll,
    @Setting(
            value = "Answers that one receiver may owe.",
            byDefault = "8192",
            min = "16",
            max = "1048576",
            unit = "answers")
        int pendingAnswers,
    @Setting(
            value = "How long a conference's senders wait for a receiver that is behind.",
            byDefault = "1s",
            min = "0s",
            max = "1min")
        Duration patience,
    @Setting(
            value = "Least time between two hand-overs of a session's counts to charging.",
            byDefault = "200ms",
            min = "10ms",
            max = "1min")
        Duration usageInterval,
    @Setting(
            value = "How long a session that ends waits for answers that are still out.",
            byDefault = "500ms",
            min = "0s",
            max = "30s")
        Duration linger) {

  public MsrpSettings {
    host = host.stream().map(HostPort::unbracketed).toList();
    advertisedHost = advertisedHost.stream().map(HostPort::unbracketed).toList();
    if (tls) {
      KeyFiles.checkStore("msrp.tls-key-store", tlsKeyStore, tlsKeyStorePassword);
      KeyFiles.checkStore("msrp.tls-trust-store", tlsTrustStore, tlsTrustStorePassword);
    }
  }

  /** Where MSRP listens: where SIP does, unless told otherwise. */
  public List<String> hostOr(List<String> ofSip) {
    return host.isEmpty() ? ofSip : host;
  }
}
