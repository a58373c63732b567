package io.tollgate.charging.online;

import org.jspecify.annotations.Nullable;

/** What a RAR asks to be re-authorised; nulls mean the whole session (RFC 8506 5.5). */
public record ReauthScope(@Nullable Long ratingGroup, @Nullable Long serviceIdentifier) {

  public static final ReauthScope SESSION = new ReauthScope(null, null);
}
