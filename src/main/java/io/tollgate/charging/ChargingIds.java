package io.tollgate.charging;

import org.jspecify.annotations.Nullable;

/** Session-Ids of the charging sessions, for logs and call flows. */
public record ChargingIds(@Nullable String offline, @Nullable String online) {

  public static final ChargingIds NONE = new ChargingIds(null, null);
}
