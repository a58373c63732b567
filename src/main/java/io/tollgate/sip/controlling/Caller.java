package io.tollgate.sip.controlling;

import io.tollgate.charging.record.Access;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.conference.User;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.trust.Believed;
import io.tollgate.sip.trust.ChargingVector;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who sent a request, as far as its sender is believed. */
final class Caller {
  private static final int MAX_NAME = 128;

  private final Believed request;

  Caller(Believed request) {
    this.request = request;
  }

  /** Never empty. */
  List<String> identities() {
    return request.identities();
  }

  String from() {
    return request.from();
  }

  UserAddress address() {
    return user().address();
  }

  /** All identities are one user. */
  User user() {
    List<UserAddress> addresses = identities().stream().map(UserAddress::of).toList();
    if (addresses.get(0).equals(User.ANONYMOUS)) {
      // Two of whom nothing is known are not one.
      String alone = Integer.toHexString(request.callId().hashCode());
      addresses = List.of(UserAddress.of("sip:anonymous-" + alone + "@anonymous.invalid"));
    }
    return new User(addresses, isAnonymous());
  }

  /** RFC 3323 4.1, RFC 3325 9.3. */
  private boolean isAnonymous() {
    return request.wantsPrivacy() || from().toLowerCase(Locale.ROOT).endsWith("@anonymous.invalid");
  }

  @Nullable String displayName() {
    String name = request.displayName();
    if (name == null || name.isBlank()) {
      return null;
    }
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
  }

  /** The vector that came, or one of our own: it goes on to every leg. */
  ChargingVector vector(String host) {
    ChargingVector came = request.vector();
    return came != null
        ? came
        : ChargingVector.generated(UUID.randomUUID().toString().toLowerCase(Locale.ROOT), host);
  }

  @Nullable Access access() {
    return request.access();
  }

  PeerHints chargingFunctions() {
    return request.chargingFunctions();
  }

  /** The caller may call a number that is free of charge. */
  boolean trusted() {
    return request.trusted();
  }
}
