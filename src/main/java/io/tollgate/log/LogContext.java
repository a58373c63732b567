package io.tollgate.log;

import java.util.Map;
import org.apache.logging.log4j.CloseableThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers that every line about a session carries. Put around the work of a session's
 * owner:
 *
 * <pre>{@code
 * try (var lines = LogContext.of(callId, icid, chargingSession)) { ... }
 * }</pre>
 */
public final class LogContext {
  public static final String CALL_ID = "callId";
  public static final String ICID = "icid";
  public static final String CHARGING_SESSION = "chargingSession";

  private LogContext() {}

  /** Any of them may be unknown yet. */
  public static CloseableThreadContext.Instance of(
      @Nullable String callId, @Nullable String icid, @Nullable String chargingSession) {
    CloseableThreadContext.Instance context = CloseableThreadContext.putAll(Map.of());
    put(context, CALL_ID, callId);
    put(context, ICID, icid);
    put(context, CHARGING_SESSION, chargingSession);
    return context;
  }

  private static void put(
      CloseableThreadContext.Instance context, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      context.put(key, value);
    }
  }
}
