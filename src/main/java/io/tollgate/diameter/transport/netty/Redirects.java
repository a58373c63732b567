package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.PeerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What redirect agents said, for as long as they said it (RFC 6733 6.13, 6.14). Belongs to the
 * event loop.
 */
final class Redirects {

  private static final int MOST = 1000;
  private static final int MOST_HOSTS = 8;
  private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

  /** Redirect-Host-Usage 261, in the order in which they take precedence (RFC 6733 6.13). */
  private enum Usage {
    ALL_SESSION(1),
    ALL_USER(6),
    REALM_AND_APPLICATION(3),
    ALL_REALM(2),
    ALL_APPLICATION(4),
    ALL_HOST(5);

    private final int code;

    Usage(int code) {
      this.code = code;
    }

    static @Nullable Usage of(int code) {
      for (Usage usage : values()) {
        if (usage.code == code) {
          return usage;
        }
      }
      return null;
    }
  }

  /** All requests of one interface go to one realm, so that the realm need not be part of it. */
  private record Key(Usage usage, @Nullable ChargingInterface target, String what) {}

  private record Entry(List<PeerName> hosts, long until) {}

  private final Map<Key, Entry> known = new LinkedHashMap<>();

  /** Redirect-Host 292: those that could be talked to. */
  static List<PeerName> hosts(Avps answer) {
    List<PeerName> hosts = new ArrayList<>();
    for (String uri : answer.texts(BaseAvps.REDIRECT_HOST)) {
      PeerName name = PeerName.parse(uri);
      if (name != null && hosts.size() < MOST_HOSTS) {
        hosts.add(name);
      }
    }
    return hosts;
  }

  void learn(Avps answer, OutboundRequest request, List<PeerName> hosts, long now) {
    Usage usage = Usage.of(answer.integer32(BaseAvps.REDIRECT_HOST_USAGE).orElse(0));
    long seconds = answer.unsigned32(BaseAvps.REDIRECT_MAX_CACHE_TIME).orElse(0);
    Key key = usage == null || seconds == 0 ? null : key(usage, request);
    if (key == null) {
      return;
    }
    if (known.size() >= MOST) {
      known.remove(known.keySet().iterator().next());
    }
    known.put(
        key,
        new Entry(hosts, now + Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)).toNanos()));
  }

  /** Where the request is to go without asking the redirect agent again. */
  List<PeerName> of(OutboundRequest request, long now) {
    if (known.isEmpty()) {
      return List.of();
    }
    for (Usage usage : Usage.values()) {
      Key key = key(usage, request);
      Entry entry = key == null ? null : known.get(key);
      if (entry != null && entry.until() - now > 0) {
        return entry.hosts();
      } else if (entry != null) {
        known.remove(key);
      }
    }
    return List.of();
  }

  private static @Nullable Key key(Usage usage, OutboundRequest request) {
    ChargingInterface target = request.target();
    return switch (usage) {
      case ALL_SESSION -> new Key(usage, target, request.sessionId());
      case ALL_USER -> {
        String user = request.body().text(BaseAvps.USER_NAME);
        yield user == null ? null : new Key(usage, null, user);
      }
      case REALM_AND_APPLICATION, ALL_REALM, ALL_APPLICATION -> new Key(usage, target, "");
      case ALL_HOST -> {
        String server = request.route().server();
        yield server == null ? null : new Key(usage, null, server);
      }
    };
  }
}
