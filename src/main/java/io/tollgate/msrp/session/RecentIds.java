package io.tollgate.msrp.session;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Message-IDs that were accepted whole lately: a resend of one is answered, but neither carried nor
 * counted again. Were it carried, one id would do for any number of free messages.
 */
final class RecentIds {
  private static final int KEPT = 512;

  private final Set<String> ids = new LinkedHashSet<>();

  boolean contains(String id) {
    return ids.contains(id);
  }

  void add(String id) {
    if (ids.add(id) && ids.size() > KEPT) {
      ids.remove(ids.iterator().next());
    }
  }

  /** Lets the id be sent again. */
  void forget(String id) {
    ids.remove(id);
  }
}
