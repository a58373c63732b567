package io.tollgate.alarm;

import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Alarms as lines of the log, but for those that are told where their cause is seen. */
public final class AlarmLog implements Consumer<AlarmBook.Event> {
  private static final Logger LOG = LogManager.getLogger(AlarmLog.class);

  @Override
  public void accept(AlarmBook.Event event) {
    AlarmCatalogue alarm = event.alarm();
    switch (event.turn()) {
      case RAISED -> {
        if (!alarm.isToldWhereItIsSeen()) {
          LOG.error("ALARM {}: {} ({})", alarm, alarm.condition(), event.text());
        }
      }
      case CLEARED -> {
        if (!alarm.isToldWhereItIsSeen()) {
          LOG.warn("CLEAR {}", alarm);
        }
      }
      case ACKNOWLEDGED -> LOG.info("{} is acknowledged by {}", alarm, event.who());
    }
  }
}
