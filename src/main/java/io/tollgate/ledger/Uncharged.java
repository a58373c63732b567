package io.tollgate.ledger;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a session went on although nobody charged it: what was used of that is lost by a policy.
 *
 * @param groups the rating groups of which it is so, where it is not so of all
 */
record Uncharged(boolean all, Set<Long> groups) {
  static final Uncharged NOTHING = new Uncharged(false, Set.of());
  private static final Uncharged ALL = new Uncharged(true, Set.of());
  private static final String SOME = "[0-9]+(,[0-9]+)*";

  Uncharged {
    groups = Set.copyOf(groups);
  }

  /** As it was kept; where it was kept as a reason in words, it was so of all. */
  static Uncharged of(@Nullable String text) {
    if (text == null) {
      return NOTHING;
    }
    return text.matches(SOME)
        ? new Uncharged(
            false, Stream.of(text.split(",")).map(Long::valueOf).collect(Collectors.toSet()))
        : ALL;
  }

  @Nullable String text() {
    if (all) {
      return "all";
    }
    return groups.isEmpty()
        ? null
        : groups.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * @param ratingGroup null for all of them
   */
  Uncharged with(@Nullable Long ratingGroup) {
    if (all || ratingGroup == null) {
      return ALL;
    }
    Set<Long> more = new TreeSet<>(groups);
    more.add(ratingGroup);
    return new Uncharged(false, more);
  }

  boolean covers(long ratingGroup) {
    return all || groups.contains(ratingGroup);
  }
}
