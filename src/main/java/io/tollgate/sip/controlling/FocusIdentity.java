package io.tollgate.sip.controlling;

import io.tollgate.conference.ConferencePlaces;
import io.tollgate.conference.KeptConference;
import io.tollgate.conference.UserAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipURI;
import org.jspecify.annotations.Nullable;

/**
 * The URIs of a conference.
 *
 * @param user user part of its Contact
 * @param uri what others call it: the group's URI, or its Contact
 * @param contact where its Contact leads
 */
record FocusIdentity(String user, String uri, String contact) {

  /** Conferences that nobody named before are recognised by it. */
  static final String PREFIX = "conf-";

  private static final SecureRandom RANDOM = new SecureRandom();

  static FocusIdentity of(FocusContext context, ConferencePlan plan) {
    KeptConference kept = plan.kept();
    String user = kept == null ? newUser(context.places().label()) : kept.user();
    List<SipURI> points = context.container().listeningPoints();
    String place = points.isEmpty() ? context.host() : place(points.get(0));
    String contact = "sip:" + user + "@" + place;
    if (kept != null) {
      return new FocusIdentity(user, kept.uri(), contact);
    }
    UserAddress group = plan.group();
    if (group != null) {
      return new FocusIdentity(user, group.uri(), contact);
    }
    String host = context.places().host();
    return new FocusIdentity(user, host == null ? contact : "sip:" + user + "@" + host, contact);
  }

  private static String newUser(String label) {
    byte[] unguessable = new byte[12];
    RANDOM.nextBytes(unguessable);
    return PREFIX + HexFormat.of().formatHex(unguessable) + label;
  }

  /** By the servers of a cluster a conference is known by its user part, whatever the host says. */
  static @Nullable String userOfCluster(String uri, ConferencePlaces places) {
    String lower = uri.toLowerCase(Locale.ROOT);
    int at = lower.indexOf('@');
    if (at < 0 || !lower.startsWith("sip:" + PREFIX)) {
      return null;
    }
    String user = lower.substring("sip:".length(), at);
    return places.isOurs(user) ? user : null;
  }

  static UserAddress anywhere(String user) {
    return UserAddress.of("sip:" + user + "@conference.invalid");
  }

  /** Whether a URI is one that this server gives to conferences, running or not. */
  static boolean isOurs(String uri, FocusContext context) {
    return userOf(uri, context) != null;
  }

  /**
   * The user part of a URI that this server gives to conferences: by it alone a conference is
   * known, since its Contact names another place over each transport. Null for any other URI.
   */
  static @Nullable String userOf(String uri, FocusContext context) {
    String ofCluster = userOfCluster(uri, context.places());
    String lower = uri.toLowerCase(Locale.ROOT);
    int at = lower.indexOf('@');
    if (ofCluster != null || at < 0 || !lower.startsWith("sip:" + PREFIX)) {
      return ofCluster;
    }
    String place = lower.substring(at + 1);
    boolean here =
        place.equals(context.host())
            || context.container().listeningPoints().stream()
                .anyMatch(point -> place.equals(place(point)));
    return here ? lower.substring("sip:".length(), at) : null;
  }

  private static String place(SipURI point) {
    String port = point.getPort() > 0 ? ":" + point.getPort() : "";
    return point.getHost().toLowerCase(Locale.ROOT) + port;
  }

  List<UserAddress> addresses() {
    Set<UserAddress> addresses = new LinkedHashSet<>();
    addresses.add(UserAddress.of(uri));
    addresses.add(UserAddress.of(contact));
    addresses.add(anywhere(user));
    return List.copyOf(addresses);
  }

  /** RFC 4579 4.1: the Contact of a focus names the conference and says what it is. */
  void mark(SipServletMessage message) {
    try {
      Address address = message.getAddressHeader("Contact");
      if (address != null) {
        if (address.getURI() instanceof SipURI own) {
          own.setUser(user);
        }
        address.setParameter("isfocus", "");
      }
    } catch (ServletParseException e) {
      throw new IllegalStateException("the container's own Contact cannot be parsed", e);
    }
  }
}
