package io.tollgate.harness;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What this JVM logs as an error while it is open. */
public final class ErrorLog extends AbstractAppender implements AutoCloseable {
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final LoggerConfig root;

  private ErrorLog(LoggerConfig root) {
    super("errors", null, null, true, Property.EMPTY_ARRAY);
    this.root = root;
  }

  public static ErrorLog open() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    ErrorLog log = new ErrorLog(context.getConfiguration().getRootLogger());
    log.start();
    log.root.addAppender(log, Level.ERROR, null);
    return log;
  }

  public List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void append(LogEvent event) {
    errors.add(event.getLoggerName() + ": " + event.getMessage().getFormattedMessage());
  }

  @Override
  public void close() {
    root.removeAppender(getName());
    stop();
  }
}
