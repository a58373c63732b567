package io.tollgate.log;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.config.Configurator;

/** How much each area logs, changed while the server runs. */
public final class LogLevels {
  private static final Logger LOG = LogManager.getLogger(LogLevels.class);

  private LogLevels() {}

  /** Until the next start. */
  public static void change(String area, String level) {
    Configurator.setLevel(area, Level.toLevel(level, Level.INFO));
    LOG.info("{} logs at {}", area, level);
  }
}
