package io.tollgate.sip.controlling;

import io.tollgate.conference.UserAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The conferences that run in this node, by the URIs that lead to them. */
public final class ConferenceDirectory {
  private static final Logger LOG = LogManager.getLogger(ConferenceDirectory.class);

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

  /** N12: the node stops; each conference closes its charging, within the limit. */
  public void nodeStops(Duration limit) {
    Collection<FocusConference> left = List.copyOf(all);
    CountDownLatch closed = new CountDownLatch(left.size());
    left.forEach(conference -> conference.nodeFailure(closed::countDown));
    try {
      if (!closed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} conferences did not close within {}", closed.getCount(), limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
