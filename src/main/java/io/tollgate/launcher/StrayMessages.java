package io.tollgate.launcher;

import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.DispatcherException;
import org.mobicents.servlet.sip.core.SipApplicationDispatcherImpl;
import org.mobicents.servlet.sip.core.dispatchers.DispatchTask;

/**
 * Keeps messages that belong to nothing out of the log. The container answers a request for a
 * dialog that is gone with 481, and drops a response to nothing; but it also logs each as an error,
 * with a stack trace and the whole message, subscribers and content included.
 */
final class StrayMessages extends AbstractFilter {
  private static final Logger LOG = LogManager.getLogger(StrayMessages.class);
  private static final String RESPONSE_TO_NOTHING = "the via header branch";

  static void keepOutOfTheLog() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    // The second is for those that had to wait for their session, which is gone since.
    for (Class<?> logger : List.of(SipApplicationDispatcherImpl.class, DispatchTask.class)) {
      context
          .getConfiguration()
          .addLoggerFilter(context.getLogger(logger.getName()), new StrayMessages());
    }
  }

  @Override
  public Result filter(LogEvent event) {
    if (event.getThrown() instanceof DispatcherException refused && isStray(refused)) {
      LOG.debug("a SIP message that belongs to nothing");
      return Result.DENY;
    }
    return Result.NEUTRAL;
  }

  /** One with a cause, or with 500, is a fault of ours or of the container's. */
  private static boolean isStray(DispatcherException refused) {
    return refused.getCause() == null
        && (refused.getErrorCode() / 100 == 4 || isResponseToNothing(refused.getMessage()));
  }

  private static boolean isResponseToNothing(@Nullable String reason) {
    return reason != null && reason.startsWith(RESPONSE_TO_NOTHING);
  }
}
