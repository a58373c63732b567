package io.tollgate.harness;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that an operator's log would show while it is open: INFO and above, with stack traces. */
public final class WrittenLog extends AbstractAppender implements AutoCloseable {
  private final List<String> lines = new ArrayList<>();
  private final LoggerConfig root;

  private WrittenLog(LoggerConfig root) {
    super("written", null, null, true, Property.EMPTY_ARRAY);
    this.root = root;
  }

  public static WrittenLog open() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    WrittenLog log = new WrittenLog(context.getConfiguration().getRootLogger());
    log.start();
    log.root.addAppender(log, Level.INFO, null);
    return log;
  }

  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Lines with any of the marks in them, which no line may have. */
  public List<String> linesWith(String... marks) {
    return lines().stream()
        .filter(line -> List.of(marks).stream().anyMatch(line::contains))
        .toList();
  }

  @Override
  public void append(LogEvent event) {
    StringWriter text = new StringWriter();
    text.write(event.getLevel() + " " + event.getLoggerName() + ": ");
    text.write(event.getMessage().getFormattedMessage());
    text.write(" " + event.getContextData().toMap());
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    synchronized (lines) {
      lines.add(text.toString());
    }
  }

  @Override
  public void close() {
    root.removeAppender(getName());
    stop();
  }
}
