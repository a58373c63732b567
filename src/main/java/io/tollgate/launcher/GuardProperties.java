package io.tollgate.launcher;

import io.tollgate.settings.ContainerSettings;
import io.tollgate.settings.Settings;
import io.tollgate.settings.SipSettings;
import io.tollgate.trust.Peers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that the stack has to know, as the properties that it is started with. */
public final class GuardProperties {
  static final String PEERS = "io.tollgate.sip.peers";
  static final String TRUSTED = "io.tollgate.sip.trusted";

  /** Hosts that the operator sends to, peers or not. */
  static final String DECIDED = "io.tollgate.sip.decided";

  static final String PROXIED = "io.tollgate.sip.proxied";
  static final String SELF = "io.tollgate.sip.self";
  static final String CONNECTIONS = "io.tollgate.sip.connections";
  static final String PER_SOURCE = "io.tollgate.sip.connections-per-source";
  static final String IDLE_MILLIS = "io.tollgate.sip.idle-millis";

  static final String HEP_HOST = "io.tollgate.hep.host";
  static final String HEP_PORT = "io.tollgate.hep.port";
  static final String HEP_ID = "io.tollgate.hep.capture-id";
  static final String HEP_PASSWORD = "io.tollgate.hep.password";
  static final String HEP_QUEUE = "io.tollgate.hep.queue";

  private static final String CLIENT_AUTH = "gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE";
  private static final Pattern HOST = Pattern.compile("(?i)sips?:(?:[^@]*@)?(\\[[^]]+]|[^:;?]+).*");

  private GuardProperties() {}

  public static Map<String, String> of(Settings settings) {
    SipSettings sip = settings.sip();
    ContainerSettings container = settings.container();
    Map<String, String> properties = new HashMap<>();
    properties.put(PEERS, String.join(",", sip.peers()));
    properties.put(TRUSTED, String.join(",", sip.trustDomain()));
    List<String> decided = new ArrayList<>();
    for (String uri : List.of(sip.outboundProxy(), sip.emergencyRoute())) {
      Matcher host = HOST.matcher(uri);
      if (host.matches()) {
        decided.add(host.group(1).toLowerCase(java.util.Locale.ROOT));
      }
    }
    properties.put(DECIDED, String.join(",", decided));
    properties.put(PROXIED, Boolean.toString(!sip.outboundProxy().isEmpty()));
    properties.put(CONNECTIONS, Integer.toString(container.sipConnections()));
    properties.put(PER_SOURCE, Integer.toString(container.sipConnectionsPerSource()));
    properties.put(IDLE_MILLIS, Long.toString(container.sipIdle().toMillis()));
    settings
        .hep()
        .collector()
        .ifPresent(
            collector -> {
              properties.put(HEP_HOST, collector.host());
              properties.put(HEP_PORT, Integer.toString(collector.port()));
              properties.put(HEP_ID, Integer.toString(settings.hep().captureId()));
              properties.put(HEP_PASSWORD, settings.hep().password().value());
              properties.put(HEP_QUEUE, Integer.toString(settings.hep().queue()));
            });
    if (Peers.of(sip.peers(), sip.trustDomain(), name -> Set.of()).wantCertificates()) {
      // Who shows none is known by address, or not at all.
      properties.put(CLIENT_AUTH, "Want");
    }
    return properties;
  }
}
