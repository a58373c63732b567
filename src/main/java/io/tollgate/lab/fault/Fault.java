package io.tollgate.lab.fault;

import java.util.List;
import java.util.Locale;

/**
 * A fault: which requests it is for, what it does, and how often.
 *
 * @param application {@code rf}, {@code ro} or {@code any}
 * @param type START, INTERIM, STOP, EVENT, INITIAL, UPDATE, TERMINATION, or {@code ANY}
 * @param session how the Session-Id must begin; empty takes all
 * @param subscriber what one of the Subscription-Ids must contain; empty takes all
 * @param times for how many requests
 */
public record Fault(
    String application,
    String type,
    String session,
    String subscriber,
    FaultAction action,
    int times) {

  public static final int FOREVER = Integer.MAX_VALUE;

  /** A fault for the next request of any kind. */
  public static Fault next(FaultAction action) {
    return new Fault("any", "ANY", "", "", action, 1);
  }

  public static Fault code(long resultCode) {
    return next(new FaultAction.Code(resultCode));
  }

  public Fault on(String wantedApplication) {
    return new Fault(wantedApplication, type, session, subscriber, action, times);
  }

  public Fault type(String wantedType) {
    return new Fault(
        application, wantedType.toUpperCase(Locale.ROOT), session, subscriber, action, times);
  }

  public Fault session(String prefix) {
    return new Fault(application, type, prefix, subscriber, action, times);
  }

  public Fault times(int count) {
    return new Fault(application, type, session, subscriber, action, count);
  }

  public Fault subscriber(String part) {
    return new Fault(application, type, session, part, action, times);
  }

  boolean meets(
      String itsApplication, String itsType, String itsSession, List<String> itsSubscribers) {
    return (application.equals("any") || application.equals(itsApplication))
        && (type.equals("ANY") || type.equals(itsType))
        && itsSession.startsWith(session)
        && (subscriber.isEmpty()
            || itsSubscribers.stream().anyMatch(each -> each.contains(subscriber)));
  }
}
