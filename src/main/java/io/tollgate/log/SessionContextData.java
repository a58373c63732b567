package io.tollgate.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.core.util.ContextDataProvider;
import org.jspecify.annotations.Nullable;

/** Gives each line the identifiers of the session that its thread works for; found by Log4j. */
public final class SessionContextData implements ContextDataProvider {

  @Override
  public Map<String, String> supplyContextData() {
    LogContext.Session session = LogContext.current();
    if (session == null) {
      return Map.of();
    }
    Map<String, String> data = new HashMap<>();
    put(data, LogContext.CALL_ID, session.callId());
    put(data, LogContext.ICID, session.icid());
    String icid = session.icid();
    put(data, LogContext.TRACE_ID, icid == null || icid.isEmpty() ? null : TraceId.of(icid));
    put(data, LogContext.CHARGING_SESSION, session.chargingSessions());
    return data;
  }

  private static void put(Map<String, String> data, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      data.put(key, value);
    }
  }
}
