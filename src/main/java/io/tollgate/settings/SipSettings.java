package io.tollgate.settings;

import io.tollgate.charging.AdviceWay;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.trust.Peers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** SIP behaviour of the participating and controlling functions. */
public record SipSettings(
    @Setting(
            value =
                "Calls that the server places through itself before it lets others in; 0 lets them"
                    + " in at once, on a cold JVM.",
            byDefault = "500",
            min = "0",
            max = "100000",
            unit = "calls")
        int warmUpCalls,
    @Setting(
            value = "The warm-up ends after this long, however many calls it made.",
            byDefault = "10s",
            min = "0s",
            max = "5min")
        Duration warmUpLimit,
    @Setting(
            atReload = true,
            value =
                "New sessions and page messages that are let in within a second, together; more get"
                    + " 503 with Retry-After, uncharged. 0 for no limit.",
            byDefault = "0",
            min = "0",
            max = "100000",
            unit = "requests/s")
        int maxCallsPerSecond,
    @Setting(
            atReload = true,
            value =
                "Sessions and conferences that may be open at once; while there are as many, each"
                    + " new INVITE gets 503 with Retry-After, uncharged. 0 for no limit.",
            byDefault = "0",
            min = "0",
            max = "1000000",
            unit = "sessions")
        int maxSessions,
    @Setting(
            value =
                "Hand work to a session's owner by a JSR 289 timer also where the container has a"
                    + " cheaper way of its own.",
            byDefault = "false")
        boolean portableHandOver,
    @Setting(
            value =
                "SIP URI of the next hop of every new request, but for those that a trusted peer"
                    + " routes to a listed one; without it they go where their Route or their"
                    + " Request-URI says.",
            byDefault = "",
            pattern = "(sips?:\\S+)?",
            patternText = "a SIP URI")
        String outboundProxy,
    @Setting(
            value =
                "SIP URI of the next hop for requests to a service URN, such as urn:service:sos,"
                    + " from trusted peers; without it they go the way of all others.",
            byDefault = "",
            pattern = "(sips?:\\S+)?",
            patternText = "a SIP URI")
        String emergencyRoute,
    @Setting(
            value =
                "Host names besides the listening addresses by which others route to this server:"
                    + " a Route header that names one is taken off.",
            byDefault = "")
        List<String> ownNames,
    @Setting(
            atReload = true,
            value =
                "Who may speak to this server, and whom it sends to, each as"
                    + " WHO[;trusted][;from][;to][;rate=N][;as=URI][;tls=NAME][;subject=/CN=NAME]."
                    + " WHO is an address, a network (192.0.2.0/24), a host name, a .domain (next"
                    + " hops only) or *; `from` may originate, `to` may be sent to, without either"
                    + " both; `trusted` is believed about identities, charging headers and Route;"
                    + " `rate` new requests/s are taken; one that is not trusted is charged as"
                    + " `as`, or as its address; `tls` and `subject` ask for a client certificate"
                    + " with that name or subject. The first entry that fits decides, everybody"
                    + " else gets 403 or no answer. Nothing: everybody on the loopback address.",
            byDefault = "")
        List<String> peers,
    @Setting(
            value =
                "Lets everybody in who can reach this server, where it listens on another address"
                    + " than loopback and `sip.peers` has nothing.",
            byDefault = "false")
        boolean openToEverybody,
    @Setting(
            atReload = true,
            value =
                "Where `sip.peers` has nothing: hosts, addresses, networks or .domains that are"
                    + " trusted, or * for everyone; nothing stands for loopback addresses.",
            byDefault = "")
        List<String> trustDomain,
    @Setting(
            value =
                "The session interval that is asked for (RFC 4028); 0s leaves sessions untimed.",
            byDefault = "30min",
            min = "0s",
            max = "24h")
        Duration sessionExpires,
    @Setting(
            value =
                "The least session interval that is accepted; less gets 422. RFC 4028 allows no"
                    + " less than 90s.",
            byDefault = "90s",
            min = "1s",
            max = "24h")
        Duration minSessionExpires,
    @Setting(
            value = "How long a callee may ring before the caller gets 480; 0s for ever.",
            byDefault = "60s",
            min = "0s",
            max = "1h")
        Duration noAnswer,
    @Setting(
            value =
                "How long to wait for the ACK of a 2xx before the session is ended; RFC 3261 says"
                    + " 32s.",
            byDefault = "32s",
            min = "1s",
            max = "5min")
        Duration ackWait,
    @Setting(
            value = "How long a one-to-one session may last; 0s for ever.",
            byDefault = "24h",
            min = "0s",
            max = "720h")
        Duration maxDuration,
    @Setting(
            value =
                "How long a one-to-one message session may carry nothing before it is ended; 0s for"
                    + " ever.",
            byDefault = "30min",
            min = "0s",
            max = "24h")
        Duration messagesIdle,
    @Setting(
            value =
                "Route MSRP of one-to-one sessions through this server: without it messages are"
                    + " neither counted nor refused.",
            byDefault = "true")
        boolean anchorMessages,
    @Setting(
            value =
                "Whether the messages that the charged user of a one-to-one session receives spend"
                    + " message units and count too; where both users are charged, by a server"
                    + " each, false charges each message once.",
            byDefault = "true")
        boolean chargeReceivedMessages,
    @Setting(
            value =
                "How a user who pays hears what an OCS says of money (Cost-Information,"
                    + " Remaining-Balance, Low-Balance-Indication): `message`, by a MESSAGE within"
                    + " their session; `header`, by an Advice-Of-Charge header of the answer to their"
                    + " INVITE or MESSAGE; or both. The log and the history have it always.",
            byDefault = "")
        List<AdviceWay> adviceOfCharge,
    @Setting(
            value =
                "Whose half of a session is served when neither Route nor P-Served-User says so.",
            byDefault = "originating")
        NodeRole defaultSessionCase,
    @Setting(
            value = "The service profile of every request, whatever its feature tags say.",
            byDefault = "")
        Optional<ServiceProfile> forcedProfile,
    @Setting(
            value = "The service profile of requests without any mark of a service.",
            byDefault = "cpm")
        ServiceProfile defaultProfile,
    @Setting(
            value = "Request-URIs that belong to the IM profile, whatever their feature tags say.",
            byDefault = "")
        List<Pattern> imUris,
    @Setting(
            value = "Request-URIs that belong to the CPM profile, whatever their feature tags say.",
            byDefault = "")
        List<Pattern> cpmUris,
    @Setting(
            value = "Conference factory URIs: an INVITE to one makes an ad hoc conference.",
            byDefault = "sips?:conference-factory@.*")
        List<Pattern> factoryUris,
    @Setting(
            value =
                "URIs of groups, chat rooms and conferences besides those that the controlling"
                    + " function has itself: requests to them are for it.",
            byDefault = "")
        List<Pattern> groupUris) {

  public SipSettings {
    if (!peers.isEmpty() && !trustDomain.isEmpty()) {
      throw new IllegalArgumentException(
          "sip.trust-domain: %s (expected: nothing beside sip.peers; whom you trust gets the word"
                  .formatted(String.join(", ", trustDomain))
              + " trusted there)");
    }
    try {
      Peers.of(peers, trustDomain, name -> Set.of());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          (peers.isEmpty() ? "sip.trust-domain: " : "sip.peers: ") + e.getMessage(), e);
    }
  }
}
