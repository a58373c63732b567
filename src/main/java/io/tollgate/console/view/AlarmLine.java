package io.tollgate.console.view;

import io.tollgate.alarm.AlarmBook;
import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.console.web.Formats;
import java.time.Instant;

/**
 * One line of the alarms' history.
 *
 * @param turn {@code raised}, {@code cleared} or {@code acknowledged}
 * @param who acknowledged it; else empty
 */
public record AlarmLine(
    Instant at, String id, String name, String severity, String turn, String text, String who) {

  static AlarmLine of(AlarmBook.Event event) {
    return new AlarmLine(
        event.at(),
        event.alarm().id(),
        name(event.alarm()),
        Formats.word(event.alarm().severity()),
        Formats.word(event.turn()),
        event.text(),
        event.who());
  }

  static String name(AlarmCatalogue alarm) {
    return Formats.word(alarm);
  }
}
