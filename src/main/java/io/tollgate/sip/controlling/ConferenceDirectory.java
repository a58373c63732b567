package io.tollgate.sip.controlling;

import io.tollgate.conference.UserAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The conferences that run in this node, by the URIs that lead to them. */
public final class ConferenceDirectory {

  private final Map<UserAddress, FocusConference> byUri = new ConcurrentHashMap<>();
  private final Set<FocusConference> all = ConcurrentHashMap.newKeySet();

  @Nullable FocusConference find(UserAddress uri) {
    return byUri.get(uri);
  }

  /** False if somebody opened a conference at this URI meanwhile. */
  boolean enter(UserAddress uri, FocusConference conference) {
    return byUri.putIfAbsent(uri, conference) == null;
  }

  /** It can be joined no longer, its URIs are free. */
  void close(FocusConference conference) {
    for (UserAddress uri : conference.uris()) {
      byUri.remove(uri, conference);
    }
  }

  void began(FocusConference conference) {
    all.add(conference);
  }

  void ended(FocusConference conference) {
    all.remove(conference);
  }

  public int running() {
    return all.size();
  }

  /** N12: the node stops; each conference closes its charging. */
  public void nodeStops() {
    Collection<FocusConference> left = new HashSet<>(all);
    left.forEach(FocusConference::nodeFailure);
  }
}
