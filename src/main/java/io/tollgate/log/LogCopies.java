package io.tollgate.log;

import java.time.Instant;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Gives the lines of the server's own areas to somebody else, too, with what they are about. */
public final class LogCopies implements AutoCloseable {
  private static final String OWN = "io.tollgate";

  /** Called on whatever thread logs: must be quick and log nothing. */
  @FunctionalInterface
  public interface Receiver {
    void line(Map<String, String> context, Instant at, String text);
  }

  private static final class Copier extends AbstractAppender {
    private final Receiver receiver;

    Copier(Receiver receiver) {
      super("copies-" + System.identityHashCode(receiver), null, null, true, Property.EMPTY_ARRAY);
      this.receiver = receiver;
    }

    @Override
    public void append(LogEvent event) {
      receiver.line(
          event.getContextData().toMap(),
          Instant.ofEpochMilli(event.getTimeMillis()),
          event.getLevel()
              + " "
              + event.getLoggerName()
              + " "
              + event.getMessage().getFormattedMessage());
    }
  }

  private final LoggerConfig logger;
  private final Copier copier;

  private LogCopies(LoggerConfig logger, Copier copier) {
    this.logger = logger;
    this.copier = copier;
  }

  public static LogCopies begin(Receiver receiver) {
    LoggerContext context =
        LoggerContext.getContext(LogManager.class.getClassLoader(), false, null);
    LoggerConfig logger = context.getConfiguration().getLoggerConfig(OWN);
    Copier copier = new Copier(receiver);
    copier.start();
    logger.addAppender(copier, null, null);
    return new LogCopies(logger, copier);
  }

  @Override
  public void close() {
    logger.removeAppender(copier.getName());
    copier.stop();
  }
}
