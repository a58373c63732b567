package io.tollgate.log;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Reads along with every test of the suite: whatever is logged in between, as the shipped
 * configuration would write it, tells no identity, no content and no secret. A test class after
 * which there is such a line has failed. Found by JUnit, so no test can be without it.
 */
public final class SecretFreeLog implements BeforeAllCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(SecretFreeLog.class);
  private static final int MOST_SHOWN = 5;

  @Override
  public void beforeAll(ExtensionContext context) {
    reader(context).begin();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    List<String> told = reader(context).end();
    if (!told.isEmpty()) {
      throw new AssertionError(
          told.size()
              + " lines of the log tell an identity, content or a secret:\n"
              + String.join("\n", told.subList(0, Math.min(MOST_SHOWN, told.size()))));
    }
  }

  private static Reader reader(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Reader.class, key -> new Reader(), Reader.class);
  }

  private static final class Reader extends AbstractAppender {
    private static final String OURS = "io.tollgate";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Layout<?> ours;
    private final Layout<?> foreign;
    private int classes;

    private Reader() {
      super("secret-free", null, null, true, Property.EMPTY_ARRAY);
      Configuration shipped =
          ConfigurationFactory.getInstance()
              .getConfiguration(
                  new LoggerContext("shipped"),
                  "shipped",
                  Path.of("src/main/resources/log4j2.xml").toUri());
      shipped.initialize();
      ours = shipped.getAppender("text-now").getLayout();
      foreign = shipped.getAppender("foreign-text").getLayout();
      start();
    }

    private synchronized void begin() {
      if (classes++ == 0) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().addAppender(this, Level.INFO, null);
      }
    }

    private synchronized List<String> end() {
      if (--classes == 0) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().removeAppender(getName());
      }
      List<String> all = List.copyOf(told);
      told.clear();
      return all;
    }

    @Override
    public void append(LogEvent event) {
      Layout<?> layout = event.getLoggerName().startsWith(OURS) ? ours : foreign;
      String line = String.valueOf(layout.toSerializable(event));
      if (Disclosures.isIn(line)) {
        told.add(event.getLoggerName() + ": " + line.strip());
      }
    }
  }
}
