package io.tollgate.sip.controlling;

import io.tollgate.conference.ConferencePlaces;
import io.tollgate.conference.Release;
import io.tollgate.conference.UserAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The conferences that run at this server, by the URIs that lead to them. */
public final class ConferenceDirectory {
  private static final Logger LOG = LogManager.getLogger(ConferenceDirectory.class);

  private final ConferencePlaces places;
  private final Map<UserAddress, FocusConference> byUri = new ConcurrentHashMap<>();
  private final Set<FocusConference> all = ConcurrentHashMap.newKeySet();

  /**
   * @param places where the other servers read what runs here
   */
  public ConferenceDirectory(ConferencePlaces places) {
    this.places = places;
  }

  @Nullable FocusConference find(UserAddress uri) {
    return byUri.get(uri);
  }

  /** False if somebody opened a conference at this URI meanwhile. */
  boolean enter(UserAddress uri, FocusConference conference) {
    return byUri.putIfAbsent(uri, conference) == null;
  }

  /** It can be joined no longer, its URIs are free. */
  void close(FocusConference conference) {
    boolean led = false;
    for (UserAddress uri : conference.uris()) {
      led |= byUri.remove(uri, conference);
    }
    if (led && all.contains(conference)) {
      places.closed(conference.key());
    }
  }

  void began(FocusConference conference) {
    all.add(conference);
    places.opened(conference.key(), conference::kept);
  }

  /** Somebody came, went, or may come. */
  void changed(FocusConference conference) {
    places.changed(conference.key());
  }

  void ended(FocusConference conference) {
    all.remove(conference);
  }

  public int running() {
    return all.size();
  }

  /**
   * Those that run, each as its owner sees it. One whose owner is busy for longer than the limit is
   * left out; the count says that it is there.
   */
  public List<ConferenceView> views(Duration limit) {
    List<CompletableFuture<ConferenceView>> asked =
        all.stream().map(FocusConference::view).toList();
    try {
      CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("not every conference could be looked at: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return asked.stream()
        .filter(view -> view.isDone() && !view.isCompletedExceptionally())
        .map(CompletableFuture::join)
        .toList();
  }

  /**
   * An operator ends one; it is over a moment later.
   *
   * @return false if none has this number
   */
  public boolean end(long number, Release why) {
    boolean found = false;
    for (FocusConference conference : all) {
      if (conference.conference().terms().number() == number) {
        conference.owner().execute(() -> conference.conference().end(why));
        found = true;
      }
    }
    return found;
  }

  /** Ends, when it is called, those that run now. */
  public Consumer<Release> endOfThose() {
    List<FocusConference> up = List.copyOf(all);
    return why ->
        up.stream()
            .filter(all::contains)
            .forEach(
                conference -> conference.owner().execute(() -> conference.conference().end(why)));
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
