package io.tollgate.diameter.information;

import io.tollgate.charging.record.SubscriptionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** User-Name 1 in NAI form, as far as the public identities yield one (RFC 6733 8.14). */
public final class UserName {
  private UserName() {}

  public static @Nullable String of(List<SubscriptionId> subscriptions) {
    for (SubscriptionId subscription : subscriptions) {
      switch (subscription.type()) {
        case NAI, PRIVATE -> {
          return subscription.data();
        }
        case SIP_URI -> {
          String uri = subscription.data();
          int scheme = uri.indexOf(':');
          int end = uri.indexOf(';') < 0 ? uri.length() : uri.indexOf(';');
          return scheme < end ? uri.substring(scheme + 1, end) : uri;
        }
        case E164, IMSI -> {}
      }
    }
    return null;
  }
}
