package io.tollgate.conference;

import org.jspecify.annotations.Nullable;

/**
 * Somebody to be asked in.
 *
 * @param uri the URI to send the INVITE to, as it was given
 * @param invitedBy who asked for it; goes into Referred-By
 */
public record Invitation(String uri, @Nullable String displayName, UserAddress invitedBy) {

  public UserAddress address() {
    return UserAddress.of(uri);
  }
}
