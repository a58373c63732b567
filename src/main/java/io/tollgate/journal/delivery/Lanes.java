package io.tollgate.journal.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sessions that delivery has in memory, and which others have records on disk. */
final class Lanes {

  /** Beyond that, the disk is asked for each session. */
  private static final int MOST_REMEMBERED = 100_000;

  private final int window;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Set<String> onDisk = new HashSet<>();
  private boolean tooMany;
  private boolean grown;
  private int entries;
  private int lanesOfBacklog;

  Lanes(int window) {
    this.window = window;
  }

  @Nullable Lane get(String session) {
    return lanes.get(session);
  }

  Lane open(String session, boolean ofBacklog) {
    Lane lane = new Lane(session, ofBacklog);
    lanes.put(session, lane);
    lanesOfBacklog += ofBacklog ? 1 : 0;
    return lane;
  }

  void close(Lane lane) {
    if (lanes.remove(lane.session()) != null && lane.isOfBacklog()) {
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
    return Math.min(window / 2 - lanesOfBacklog, window - entries);
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

  /** Nothing of the session is on disk any more that is not in its lane. */
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
