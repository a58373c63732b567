package io.tollgate.msrp.sdp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who connects (RFC 4145, for MSRP RFC 6135). */
public enum Setup {
  ACTIVE,
  PASSIVE,
  ACTPASS,
  HOLDCONN;

  static @Nullable Setup of(@Nullable String value) {
    if (value == null) {
      return null;
    }
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "active" -> ACTIVE;
      case "passive" -> PASSIVE;
      case "actpass" -> ACTPASS;
      case "holdconn" -> HOLDCONN;
      default -> null;
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * How to answer an offer. Left the choice, Tollgate waits: it can be reached, clients behind NATs
   * cannot. An offerer that says nothing connects (RFC 4975 section 5.4). One that wants no
   * connection for now gets none (RFC 4145 section 4.1).
   */
  public static @Nullable Setup answering(@Nullable Setup offered) {
    if (offered == null) {
      return null;
    }
    return switch (offered) {
      case PASSIVE -> ACTIVE;
      case HOLDCONN -> HOLDCONN;
      case ACTIVE, ACTPASS -> PASSIVE;
    };
  }

  /** Whether the side that offered must connect, given what was answered. */
  public static boolean offererConnects(@Nullable Setup answered) {
    return answered != ACTIVE && answered != HOLDCONN;
  }
}
