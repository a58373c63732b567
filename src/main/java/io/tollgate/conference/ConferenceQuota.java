package io.tollgate.conference;

import io.tollgate.charging.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many conferences this node and each user may have. Asked before anything is charged. */
public final class ConferenceQuota {

  private static final int RETRY_AFTER_SECONDS = 30;

  private final int perUser;
  private final int perNode;
  private final Map<UserAddress, Integer> users = new HashMap<>();
  private int node;

  public ConferenceQuota(int perUser, int perNode) {
    this.perUser = perUser;
    this.perNode = perNode;
  }

  /** Takes a place for one more conference of this user; present if there is none. */
  public synchronized Optional<Refusal> take(UserAddress user) {
    if (node >= perNode) {
      return Optional.of(
          new Refusal(503, "this node has its " + perNode + " conferences", RETRY_AFTER_SECONDS));
    }
    int held = users.getOrDefault(user, 0);
    if (held >= perUser) {
      return Optional.of(new Refusal(403, "has " + perUser + " conferences already", null));
    }
    users.put(user, held + 1);
    node++;
    return Optional.empty();
  }

  public synchronized void giveBack(UserAddress user) {
    Integer held = users.get(user);
    if (held != null) {
      node--;
      if (held == 1) {
        users.remove(user);
      } else {
        users.put(user, held - 1);
      }
    }
  }

  public synchronized int inUse() {
    return node;
  }
}
