package io.tollgate.msrp.session;

import io.tollgate.msrp.codec.Status;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** NICKNAME (RFC 7701 section 7): one name for one participant, case ignored. */
final class Nicknames {
  private static final int MAX_LENGTH = 64;

  Status take(Member member, @Nullable String quoted, Collection<Member> members) {
    if (quoted == null
        || quoted.length() < 2
        || quoted.charAt(0) != '"'
        || quoted.charAt(quoted.length() - 1) != '"') {
      return Status.BAD_NICKNAME;
    }
    String name = quoted.substring(1, quoted.length() - 1).strip().toLowerCase(Locale.ROOT);
    if (name.length() > MAX_LENGTH || name.indexOf('"') >= 0) {
      return Status.BAD_NICKNAME;
    }
    if (name.isEmpty()) {
      release(member);
      return Status.OK;
    }
    for (Member other : members) {
      if (other != member && name.equals(other.nickname)) {
        return Status.NICKNAME_IN_USE;
      }
    }
    member.nickname = name;
    return Status.OK;
  }

  void release(Member member) {
    member.nickname = null;
  }
}
