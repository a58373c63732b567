package io.tollgate.conference;

import io.tollgate.charging.record.SessionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to open a conference again at another server.
 *
 * @param user user part of its Contacts
 * @param uri what others call it
 * @param group its URI, where it was configured
 * @param members who may come back: those who are in, and those who are invited
 * @param removed who may not
 */
public record KeptConference(
    String user,
    String uri,
    SessionType type,
    @Nullable String group,
    @Nullable String groupName,
    String owner,
    List<String> members,
    List<String> removed) {

  public KeptConference {
    members = List.copyOf(members);
    removed = List.copyOf(removed);
  }

  /** Whether the user may open it again. */
  public boolean admits(User user, boolean membersOnly) {
    return removed.stream().map(UserAddress::of).noneMatch(user::is)
        && (!membersOnly || members.stream().map(UserAddress::of).anyMatch(user::is));
  }
}
