package io.tollgate.alarm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which alarms are on, since when, who has taken note of them, and what came before. Whoever wants
 * to hear of changes is told each once, in their order.
 */
public final class AlarmBook {
  private static final int MOST_REMEMBERED = 1_000;

  /** What became of an alarm. */
  public enum Turn {
    RAISED,
    CLEARED,
    ACKNOWLEDGED
  }

  /**
   * One line of the history.
   *
   * @param who acknowledged it; empty where nobody did anything
   */
  public record Event(Instant at, AlarmCatalogue alarm, Turn turn, String text, String who) {}

  /**
   * One that is on.
   *
   * @param acknowledgedBy null while nobody has
   */
  public record Raised(
      AlarmCatalogue alarm,
      String text,
      Instant since,
      @Nullable String acknowledgedBy,
      @Nullable Instant acknowledgedAt) {}

  private final Supplier<Map<AlarmCatalogue, String>> conditions;
  private final InstantSource clock;
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
  private final Map<AlarmCatalogue, Raised> on = new EnumMap<>(AlarmCatalogue.class);
  private final Deque<Event> history = new ArrayDeque<>();

  /**
   * @param conditions those that hold now, each with what there is to say of it
   */
  public AlarmBook(Supplier<Map<AlarmCatalogue, String>> conditions, InstantSource clock) {
    this.conditions = conditions;
    this.clock = clock;
  }

  /** Must not block. */
  public void listen(Consumer<Event> listener) {
    listeners.add(listener);
  }

  /** Looks at all conditions; to be called often. */
  public synchronized List<Raised> look() {
    Map<AlarmCatalogue, String> holding = conditions.get();
    for (AlarmCatalogue alarm : List.copyOf(on.keySet())) {
      if (!holding.containsKey(alarm)) {
        Raised former = on.remove(alarm);
        if (former != null) {
          note(alarm, Turn.CLEARED, former.text(), "");
        }
      }
    }
    holding.forEach(
        (alarm, text) -> {
          Raised former = on.get(alarm);
          if (former == null) {
            on.put(alarm, new Raised(alarm, text, clock.instant(), null, null));
            note(alarm, Turn.RAISED, text, "");
          } else if (!former.text().equals(text)) {
            on.put(
                alarm,
                new Raised(
                    alarm, text, former.since(), former.acknowledgedBy(), former.acknowledgedAt()));
          }
        });
    return List.copyOf(on.values());
  }

  /**
   * Somebody has taken note of it, and does something about it.
   *
   * @param id as the catalogue has it
   * @return false if no such alarm is on
   */
  public synchronized boolean acknowledge(String id, String who) {
    Optional<AlarmCatalogue> alarm =
        Arrays.stream(AlarmCatalogue.values()).filter(each -> each.id().equals(id)).findFirst();
    Raised raised = alarm.map(on::get).orElse(null);
    if (raised == null) {
      return false;
    }
    on.put(
        raised.alarm(),
        new Raised(raised.alarm(), raised.text(), raised.since(), who, clock.instant()));
    note(raised.alarm(), Turn.ACKNOWLEDGED, raised.text(), who);
    return true;
  }

  /** The newest first. */
  public synchronized List<Event> history() {
    List<Event> all = new ArrayList<>(history);
    java.util.Collections.reverse(all);
    return all;
  }

  private void note(AlarmCatalogue alarm, Turn turn, String text, String who) {
    Event event = new Event(clock.instant(), alarm, turn, text, who);
    history.addLast(event);
    if (history.size() > MOST_REMEMBERED) {
      history.removeFirst();
    }
    listeners.forEach(listener -> listener.accept(event));
  }
}
