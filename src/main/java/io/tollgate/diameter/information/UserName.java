package io.tollgate.diameter.information;

import io.tollgate.charging.record.SubscriptionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** User-Name 1: a NAI (RFC 6733 8.14); a public identity is none, and stands elsewhere. */
public final class UserName {
  private UserName() {}

  public static @Nullable String of(List<SubscriptionId> subscriptions) {
    for (SubscriptionId subscription : subscriptions) {
      if (subscription.type() == SubscriptionId.Type.NAI
          || subscription.type() == SubscriptionId.Type.PRIVATE) {
        return subscription.data();
      }
    }
    return null;
  }
}
