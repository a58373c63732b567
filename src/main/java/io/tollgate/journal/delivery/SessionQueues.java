package io.tollgate.journal.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sessions that delivery has in memory, and which others have records on disk. */
final class SessionQueues {

  /** Beyond that, the disk is asked for each session. */
  private static final int MOST_REMEMBERED = 100_000;

  /**
   * An answer that comes sooner, or in twice the time of the fastest, says that more can be taken.
   */
  private static final long PROMPT = Duration.ofMillis(500).toNanos();

  /**
   * One that comes later, and takes four times as long as the fastest, says that it is too much.
   */
  private static final long SLOW = Duration.ofSeconds(2).toNanos();

  /** By so much the fastest may be slower with each answer: a way may have become longer. */
  private static final double FORGOTTEN = 1.001;

  private static final int FIRST_SHARE = 64;
  private static final int LEAST_SHARE = 8;

  private final int window;
  private int share;
  private double fastest = Long.MAX_VALUE;
  private final Map<String, SessionQueue> queues = new HashMap<>();
  private final Set<String> onDisk = new HashSet<>();
  private boolean tooMany;
  private boolean grown;
  private int entries;
  private int lanesOfBacklog;

  SessionQueues(int window) {
    this.window = window;
    this.share = Math.min(FIRST_SHARE, window / 2);
  }

  @Nullable SessionQueue get(String session) {
    return queues.get(session);
  }

  SessionQueue open(String session, boolean ofBacklog) {
    SessionQueue queue = new SessionQueue(session, ofBacklog);
    queues.put(session, queue);
    lanesOfBacklog += ofBacklog ? 1 : 0;
    return queue;
  }

  void close(SessionQueue queue) {
    if (queues.remove(queue.session()) != null && queue.isOfBacklog()) {
      lanesOfBacklog--;
    }
  }

  void count(int delta) {
    entries += delta;
  }

  int entries() {
    return entries;
  }

  boolean hasRoom() {
    return entries < window;
  }

  int roomForBacklog() {
    return Math.min(share - lanesOfBacklog, window - entries);
  }

  /**
   * A record of the backlog was answered: as long as that goes fast, more may be on their way. Who
   * answers slowly gets fewer at a time, before they have waited so long that they are sent again.
   */
  void answered(long nanoseconds) {
    double nanos = (double) nanoseconds;
    fastest = Math.min(nanos, fastest * FORGOTTEN);
    if (nanos <= Math.max((double) PROMPT, 2 * fastest)) {
      share = Math.min(window / 2, share + 1);
    } else if (nanos > Math.max((double) SLOW, 4 * fastest)) {
      share = Math.max(least(), share - 1);
    }
  }

  /** A record of the backlog was waited for in vain. */
  void unanswered() {
    share = Math.max(least(), share / 2);
  }

  private int least() {
    return Math.min(LEAST_SHARE, window / 2);
  }

  /** Records of the session wait on disk; whatever comes after them has to wait there too. */
  void spilled(String session) {
    grown = true;
    if (onDisk.size() < MOST_REMEMBERED) {
      onDisk.add(session);
    } else {
      tooMany = true;
    }
  }

  /** Nothing of the session is on disk any more that is not in its queue. */
  void drained(String session) {
    onDisk.remove(session);
  }

  /** Nothing at all is left on disk. */
  void allDrained() {
    onDisk.clear();
    tooMany = false;
  }

  /** Records were left on disk since the last pass began. */
  boolean hasGrown() {
    return grown;
  }

  /** A new pass begins. */
  void seen() {
    grown = false;
  }

  boolean isOnDisk(String session) {
    return onDisk.contains(session);
  }

  /** Whether "not on disk" can be relied on, for sessions of this process. */
  boolean remembersAll() {
    return !tooMany;
  }
}
