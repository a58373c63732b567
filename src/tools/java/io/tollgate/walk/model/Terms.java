package io.tollgate.walk.model;

import io.tollgate.walk.party.Transport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What holds for a whole walk.
 *
 * @param transports of each party, by its name
 */
public record Terms(Profile profile, Charging charging, Map<String, Transport> transports) {
  public Terms {
    transports = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(transports));
  }

  /** The service profile that the parties' requests ask for. */
  public enum Profile {
    IM,
    CPM
  }

  /** Where the server charges. */
  public enum Charging {
    OFF,
    OFFLINE,
    ONLINE,
    BOTH;

    public boolean isOffline() {
      return this == OFFLINE || this == BOTH;
    }

    public boolean isOnline() {
      return this == ONLINE || this == BOTH;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the one who changes a session is answered before the other party is asked. */
  public boolean answersInAdvance() {
    return switch (charging) {
      case OFF -> false;
      case OFFLINE -> profile == Profile.IM;
      case ONLINE, BOTH -> true;
    };
  }
}
