package io.tollgate.settings;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.information.MappingPolicy.ParticipantContainer;
import io.tollgate.diameter.profile.Profile;
import io.tollgate.diameter.profile.Profiles;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Peers and transport of Rf and Ro, and how records are put into AVPs. */
public record DiameterSettings(
    @Setting(
            value =
                "DiameterIdentity of this node: Origin-Host, and the first part of Session-Ids.",
            byDefault = "tollgate.example.com",
            pattern = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?",
            patternText = "a host name")
        String identity,
    @Setting(
            value = "Origin-Realm, and Destination-Realm where none is set.",
            byDefault = "example.com",
            pattern = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?",
            patternText = "a realm")
        String realm,
    @Setting(value = "Destination-Realm of offline requests.", byDefault = "")
        Optional<String> offlineRealm,
    @Setting(value = "Destination-Realm of online requests.", byDefault = "")
        Optional<String> onlineRealm,
    @Setting(
            atReload = true,
            value =
                "The peers, each as"
                    + " identity[@host[:port]][;rf][;ro][;tls][;priority=n][;weight=n][;agent][;from=network];"
                    + " without rf or ro it serves both; the lowest priority number comes first; an"
                    + " agent forwards to servers behind it; a peer that connects to us does so"
                    + " from its own address or from such a network.",
            byDefault = "")
        List<String> peers,
    @Setting(
            value =
                "Domains whose hosts become peers when P-Charging-Function-Addresses names them, or"
                    + " a redirect agent does (it may also name hosts of the realm); other names"
                    + " are ignored, unless an agent knows them.",
            byDefault = "")
        List<String> namedPeerDomains,
    @Setting(value = "Which implementation talks to the peers.", byDefault = "netty")
        Transport transport,
    @Setting(value = "Where peers may connect to.", byDefault = "") Optional<HostPort> listen,
    @Setting(
            value =
                "Whether peers that connect must use TLS, with a certificate that names them."
                    + " Without it only their address tells who they are.",
            byDefault = "true")
        boolean listenTls,
    @Setting(atReload = true, value = "Certificate chain for TLS, PEM.", byDefault = "")
        Optional<Path> tlsCertificate,
    @Setting(
            atReload = true,
            value = "Private key of the TLS certificate, PEM, PKCS#8, not encrypted.",
            byDefault = "")
        Optional<Path> tlsKey,
    @Setting(atReload = true, value = "Authorities whose peers are let in, PEM.", byDefault = "")
        Optional<Path> tlsTrust,
    @Setting(
            value = "Bound on connecting to a peer, TLS handshake included.",
            byDefault = "5s",
            min = "100ms",
            max = "1min")
        Duration connectTimeout,
    @Setting(
            value = "Bound on the capabilities exchange.",
            byDefault = "5s",
            min = "100ms",
            max = "1min")
        Duration capabilitiesTimeout,
    @Setting(
            value = "Watchdog interval Tw (RFC 3539), jittered by up to two seconds.",
            byDefault = "30s",
            min = "6s",
            max = "10min")
        Duration watchdog,
    @Setting(
            value = "Wait before the first new attempt to connect; doubles with each failure.",
            byDefault = "1s",
            min = "10ms",
            max = "1min")
        Duration reconnectFirst,
    @Setting(
            value = "Longest wait between attempts to connect.",
            byDefault = "30s",
            min = "10ms",
            max = "10min")
        Duration reconnectCeiling,
    @Setting(
            value =
                "With 0s a peer that comes back is preferred at once; otherwise it has to answer"
                    + " three watchdogs first, one in each interval (RFC 3539), and until then is"
                    + " used when there is no other.",
            byDefault = "10s",
            min = "0s",
            max = "10min")
        Duration failBack,
    @Setting(
            value = "Bound on the good-bye when this node stops.",
            byDefault = "2s",
            min = "0s",
            max = "30s")
        Duration disconnectTimeout,
    @Setting(
            value =
                "How long a peer may leave all requests unanswered, be its watchdogs answered or"
                    + " not, before others are asked first.",
            byDefault = "3s",
            min = "100ms",
            max = "1min")
        Duration silence,
    @Setting(
            value =
                "Obey reports of overload (RFC 7683): of new sessions and events, the share that a"
                    + " server or realm asks for is sent elsewhere or not at all.",
            byDefault = "true")
        boolean overloadControl,
    @Setting(
            value =
                "Write DRMP (RFC 7944), so that agents and servers prefer ends of sessions to new"
                    + " ones.",
            byDefault = "false")
        boolean priorities,
    @Setting(
            value = "Bound on an accounting request; after it the journal sends the record again.",
            byDefault = "10s",
            min = "100ms",
            max = "5min")
        Duration offlineTimeout,
    @Setting(
            value =
                "Bound on a credit-control request at the transport; the session itself stops"
                    + " waiting earlier (Tx).",
            byDefault = "30s",
            min = "100ms",
            max = "5min")
        Duration onlineTimeout,
    @Setting(
            value = "Requests without an answer above which a peer gets no more.",
            byDefault = "10000",
            min = "1",
            max = "1000000",
            unit = "requests")
        int maxOutstanding,
    @Setting(
            value = "Requests a second above which a peer gets no more; 0 for no limit.",
            byDefault = "0",
            min = "0",
            max = "1000000",
            unit = "requests")
        int maxPerSecond,
    @Setting(
            value = "Service-Context-Id of IM sessions.",
            byDefault = "SIMPLE_IM@openmobilealliance.org")
        String imServiceContext,
    @Setting(
            value = "Service-Context-Id of CPM sessions.",
            byDefault = "CPM@openmobilealliance.org")
        String cpmServiceContext,
    @Setting(
            value = "Node-Functionality; 6 is AS.",
            byDefault = "6",
            min = "0",
            max = "20",
            unit = "code")
        int nodeFunctionality,
    @Setting(
            value = "Application-Server-ID: the SIP URI that records name this function by.",
            byDefault = "sip:tollgate.example.com")
        String applicationServerId,
    @Setting(value = "Where Number-Of-Participants and Participant-Group stand.", byDefault = "poc")
        ParticipantContainer participants,
    @Setting(
            value =
                "Application-Service-Type and Application-Session-ID as text, for peers with an"
                    + " older dictionary.",
            byDefault = "false")
        boolean textOmaTypes,
    @Setting(value = "Report used units also when they are zero.", byDefault = "true")
        boolean reportZeroUsage,
    @Setting(
            value =
                "Units of one-time events at command level (RFC 8506) and not in"
                    + " Multiple-Services-Credit-Control (3GPP).",
            byDefault = "false")
        boolean eventUnitsInCommand,
    @Setting(
            atReload = true,
            value =
                "What OCSs and CDFs want to see differently, each as PROFILE (for all others) or"
                    + " PEER-OR-REALM=PROFILE; with the program come standard, 3gpp, oma, sigscale,"
                    + " freediameter and cgrates (deploy/docs/profiles.md).",
            byDefault = "")
        List<String> profiles,
    @Setting(
            atReload = true,
            value = "Where the operator's own profiles stand, as NAME.profile.",
            byDefault = "")
        Optional<Path> profileDirectory) {

  /** The implementations of the transport. */
  public enum Transport {
    NETTY,
    JDIAMETER
  }

  public DiameterSettings {
    long tlsFiles =
        List.of(tlsCertificate, tlsKey, tlsTrust).stream().filter(Optional::isPresent).count();
    checkPeers(peers, transport, tlsFiles > 0);
    if (reconnectFirst.compareTo(reconnectCeiling) > 0) {
      throw new IllegalArgumentException(
          "diameter.reconnect-first: %s (expected: at most diameter.reconnect-ceiling, %s)"
              .formatted(reconnectFirst, reconnectCeiling));
    }
    if (tlsFiles != 0 && tlsFiles != 3) {
      throw new IllegalArgumentException(
          "diameter.tls-certificate, -key and -trust: %d of them (expected: all three or none)"
              .formatted(tlsFiles));
    }
    if (listen.isPresent() && listenTls && tlsFiles == 0) {
      throw new IllegalArgumentException(
          "diameter.listen-tls: true without certificates (expected: diameter.tls-certificate,"
              + " diameter.tls-key and diameter.tls-trust, or false)");
    }
    checkDialects(profiles, profileDirectory);
    KeyFiles.checkPem("diameter.tls-certificate", tlsCertificate, "CERTIFICATE");
    KeyFiles.checkPem("diameter.tls-key", tlsKey, "PRIVATE KEY");
    KeyFiles.checkPem("diameter.tls-trust", tlsTrust, "CERTIFICATE");
  }

  /** Read anew: a file may have changed since it was checked. */
  public Profiles loadProfiles() {
    return profiles.isEmpty() ? Profiles.NONE : Profiles.load(profiles, profileDirectory);
  }

  /**
   * The profiles of the OCSs that a session may begin with, the likeliest first: before an answer
   * came, nobody knows which of them it will be.
   */
  public List<Profile> onlineProfiles() {
    Profiles loaded = loadProfiles();
    String online = onlineRealm.orElse(realm);
    List<Profile> likely =
        PeerText.parse(peers, 1, 0).stream()
            .filter(peer -> peer.interfaces().contains(ChargingInterface.CH2) && !peer.agent())
            .sorted(Comparator.comparingInt(PeerConfig::priority))
            .map(peer -> loaded.of(peer.host(), online))
            .distinct()
            .toList();
    return likely.isEmpty() ? List.of(loaded.ofRealm(online)) : likely;
  }

  private static void checkDialects(List<String> profiles, Optional<Path> directory) {
    try {
      Profiles.load(profiles, directory);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("diameter.profiles: " + e.getMessage(), e);
    }
  }

  private static void checkPeers(List<String> peers, Transport transport, boolean hasCertificates) {
    try {
      for (PeerConfig peer : PeerText.parse(peers, 1, 0)) {
        if (transport == Transport.NETTY && peer.wire() == PeerConfig.Wire.SCTP) {
          throw new IllegalArgumentException(
              peer.host() + ": SCTP is not offered (expected: TCP or TLS)");
        }
        if (peer.wire() == PeerConfig.Wire.TLS && !hasCertificates) {
          throw new IllegalArgumentException(
              peer.host()
                  + ": ;tls without certificates (expected: diameter.tls-certificate,"
                  + " diameter.tls-key and diameter.tls-trust)");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("diameter.peers: " + e.getMessage(), e);
    }
  }
}
