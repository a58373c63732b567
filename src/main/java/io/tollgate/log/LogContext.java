package io.tollgate.log;

import org.jspecify.annotations.Nullable;

/**
 * Whose work a thread does: the identifiers that every line about a session carries, on whatever
 * thread. They are asked for when a line is written ({@link SessionContextData}), so that work
 * which logs nothing pays next to nothing.
 */
public final class LogContext {
  public static final String CALL_ID = "callId";
  public static final String ICID = "icid";
  public static final String TRACE_ID = "traceId";
  public static final String CHARGING_SESSION = "chargingSession";

  private static final ThreadLocal<@Nullable Session> CURRENT = new ThreadLocal<>();

  private LogContext() {}

  /** A session as its lines name it. Any of them may be unknown yet. */
  public interface Session {
    @Nullable String callId();

    @Nullable String icid();

    /** More than one with spaces between. */
    @Nullable String chargingSessions();
  }

  /** What is known of a message before its session is found. */
  public static Session call(@Nullable String callId) {
    return new Call(callId);
  }

  private record Call(@Nullable String callId) implements Session {
    @Override
    public @Nullable String icid() {
      return null;
    }

    @Override
    public @Nullable String chargingSessions() {
      return null;
    }
  }

  /**
   * This thread works for the session from now on.
   *
   * @return whom it worked for so far; give it to {@link #leave}
   */
  public static @Nullable Session enter(Session session) {
    Session former = CURRENT.get();
    CURRENT.set(session);
    return former;
  }

  public static void leave(@Nullable Session former) {
    if (former == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(former);
    }
  }

  static @Nullable Session current() {
    return CURRENT.get();
  }
}
