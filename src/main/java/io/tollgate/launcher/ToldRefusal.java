package io.tollgate.launcher;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.catalina.core.StandardContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.filter.AbstractFilter;

/**
 * Keeps what Tomcat says of a refused start out of the log. The application has said why, the
 * launcher prints that line, and Tomcat would add three with a stack trace that say less.
 */
final class ToldRefusal extends AbstractFilter {
  private static final String OF_THE_CONTEXT =
      "org.apache.catalina.core.ContainerBase.[Tollgate].[localhost].[/]";

  private final BooleanSupplier told;

  private ToldRefusal(BooleanSupplier told) {
    this.told = told;
  }

  static void keepOutOfTheLog(BooleanSupplier told) {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    for (String logger : List.of(OF_THE_CONTEXT, StandardContext.class.getName())) {
      context.getConfiguration().addLoggerFilter(context.getLogger(logger), new ToldRefusal(told));
    }
  }

  @Override
  public Result filter(LogEvent event) {
    return told.getAsBoolean() ? Result.DENY : Result.NEUTRAL;
  }
}
