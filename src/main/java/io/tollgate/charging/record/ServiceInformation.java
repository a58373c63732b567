package io.tollgate.charging.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a request says about the service (Service-Information 873). Each record is
 * self-contained, because the CDF assumes no order (TS 32.299 6.1).
 *
 * @param method SIP method of the event (Event-Type 823/824)
 * @param messages cumulative since START; absent before anything could be counted
 * @param causeCode Cause-Code 861, in STOP, TERMINATION and EVENT
 */
public record ServiceInformation(
    ServiceProfile profile,
    ServiceKind kind,
    FunctionRole function,
    NodeRole nodeRole,
    SessionType sessionType,
    ApplicationServiceType serviceType,
    String method,
    Parties parties,
    List<String> calledAsserted,
    Correlation correlation,
    EventTimes times,
    Roster roster,
    @Nullable MessageCounters messages,
    Media media,
    List<MessageBody> bodies,
    @Nullable Integer causeCode,
    @Nullable String reasonHeader,
    @Nullable String deliveryStatus,
    @Nullable String groupName,
    @Nullable String icsi,
    @Nullable String iari,
    boolean onlineCharged) {

  /** Cause-Code 861: internal error (TS 32.299). */
  private static final int CAUSE_INTERNAL = 3;

  /** What made the record was no SIP message but messages of the session (MSRP), or time. */
  public static final String NO_SIP_METHOD = "SEND";

  public ServiceInformation {
    calledAsserted = List.copyOf(calledAsserted);
    bodies = List.copyOf(bodies);
  }

  /** Whether a SIP message made the record, so that there are a method and times of it. */
  public boolean isMadeBySip() {
    return !method.equals(NO_SIP_METHOD);
  }

  /** What there is to say when nobody ended the session: no SIP message did. */
  public ServiceInformation cutOff(Instant when) {
    return new ServiceInformation(
        profile,
        kind,
        function,
        nodeRole,
        sessionType,
        ApplicationServiceType.LEAVING,
        NO_SIP_METHOD,
        parties,
        calledAsserted,
        correlation,
        new EventTimes(when, null),
        roster,
        messages == null ? MessageCounters.ZERO : messages,
        media,
        List.of(),
        CAUSE_INTERNAL,
        null,
        null,
        groupName,
        icsi,
        iari,
        onlineCharged);
  }

  /** The last record of a session says why it ended (TS 32.299 7.2.35). */
  public ServiceInformation endedBy(TerminationCause cause) {
    return causeCode != null
        ? this
        : new ServiceInformation(
            profile,
            kind,
            function,
            nodeRole,
            sessionType,
            serviceType,
            method,
            parties,
            calledAsserted,
            correlation,
            times,
            roster,
            messages,
            media,
            bodies,
            CauseCode.of(cause),
            reasonHeader,
            deliveryStatus,
            groupName,
            icsi,
            iari,
            onlineCharged);
  }

  public ServiceInformation withMessages(MessageCounters counted) {
    return new ServiceInformation(
        profile,
        kind,
        function,
        nodeRole,
        sessionType,
        serviceType,
        method,
        parties,
        calledAsserted,
        correlation,
        times,
        roster,
        counted,
        media,
        bodies,
        causeCode,
        reasonHeader,
        deliveryStatus,
        groupName,
        icsi,
        iari,
        onlineCharged);
  }
}
