package io.tollgate.conference;

import java.util.Optional;

/**
 * A group that exists before anybody calls it.
 *
 * @param owner pays and may end it by leaving; absent: whoever initiates it
 * @param open anybody may join, not only members
 * @param members where its members stand
 */
public record Group(
    UserAddress uri,
    Kind kind,
    String name,
    Optional<UserAddress> owner,
    boolean open,
    Members members) {

  /** What calling the group means. */
  public enum Kind {
    /** The first one's INVITE invites all the others. */
    PRE_ARRANGED,
    /** Nobody is invited, everybody joins alone. */
    CHAT_ROOM
  }

  /** Where the members stand. */
  public sealed interface Members permits Listed, Fetched {}

  /** In the configuration. */
  public record Listed(java.util.List<String> uris) implements Members {
    public Listed {
      uris = java.util.List.copyOf(uris);
    }
  }

  /** In a resource-lists document, by a file name or an HTTP URL. */
  public record Fetched(String location) implements Members {}
}
