package io.tollgate.console.view;

import io.tollgate.diameter.transport.WireWatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The latest Diameter messages as they were on the wire, so that somebody may look into them. As
 * many as were asked for, and of them no more octets than so many usual ones have.
 */
public final class DiameterTape implements WireWatch {
  private static final long USUAL_OCTETS = 4_096;

  /** One message. */
  public record Kept(
      Instant at, String peer, @Nullable String session, boolean sent, byte[] bytes) {}

  private final int most;
  private final InstantSource clock;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long octets;

  /**
   * @param most how many messages; 0 for none
   */
  public DiameterTape(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  @Override
  public boolean isOn() {
    return most > 0;
  }

  @Override
  public void saw(Sighting sighting) {
    keep(
        new Kept(
            clock.instant(),
            sighting.peer(),
            sighting.session(),
            sighting.sent(),
            sighting.bytes()));
  }

  private synchronized void keep(Kept message) {
    kept.addLast(message);
    octets += message.bytes().length;
    while (kept.size() > most || octets > most * USUAL_OCTETS) {
      octets -= kept.removeFirst().bytes().length;
    }
  }

  /** Those of these charging sessions, the oldest first. */
  public List<Kept> of(Set<String> sessions) {
    List<Kept> all;
    synchronized (this) {
      all = List.copyOf(kept);
    }
    List<Kept> found = new ArrayList<>();
    for (Kept each : all) {
      if (each.session() != null && sessions.contains(each.session())) {
        found.add(each);
      }
    }
    return found;
  }
}
