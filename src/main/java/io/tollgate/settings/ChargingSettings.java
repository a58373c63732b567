package io.tollgate.settings;

import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Conflicts.DialInCharge;
import io.tollgate.charging.flow.Conflicts.ModifyOrder;
import io.tollgate.charging.flow.Conflicts.ParticipantDefault;
import io.tollgate.charging.flow.Conflicts.RefusedRecipient;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.flow.FlowOverride;
import io.tollgate.charging.offline.ParticipantMode;
import io.tollgate.charging.offline.Realtime;
import io.tollgate.charging.online.AccessFilters;
import io.tollgate.charging.online.ResultTable;
import io.tollgate.charging.record.DebitFailureHandling;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is charged and what an answer, or none, means. */
public record ChargingSettings(
    @Setting(
            atReload = true,
            value =
                "Where services are charged: on neither interface, offline (Rf), online (Ro), on"
                    + " both, or on every interface that `diameter.peers` names a peer for.",
            byDefault = "auto")
        ChargingMode mode,
    @Setting(
            atReload = true,
            value =
                "Services that are charged otherwise, each SERVICE=MODE: session, group-session,"
                    + " page-message, large-message, file-transfer or deferred-message, for example"
                    + " `page-message=offline`.",
            byDefault = "")
        List<ServiceMode> services,
    @Setting(
            atReload = true,
            value =
                "Called URIs that nothing is charged for, when a trusted peer's request goes there"
                    + " by the outbound proxy, by `sip.emergency-route`, to a listed peer, or"
                    + " straight to the host in the URI; * stands for any text.",
            byDefault = "urn:service:sos*")
        List<String> exempt,
    @Setting(
            value =
                "Notifications (isComposing, IMDN, heartbeats) of one party that are free in a"
                    + " second, and five times as many after a pause; more are charged like"
                    + " messages. See [content.md](content.md).",
            byDefault = "20",
            min = "0",
            max = "100000",
            unit = "notifications")
        int freePerSecond,
    @Setting(
            atReload = true,
            value =
                "Rating of services, each SERVICE=GROUP[/SERVICE-IDENTIFIER]:UNITS:AMOUNT with"
                    + " units of time, total-octets, input-octets, output-octets or"
                    + " service-specific (messages), for example"
                    + " `session=100/7:service-specific:20`; several for a service are several"
                    + " rating groups.",
            byDefault = "")
        List<ServiceRating> rating,
    @Setting(
            atReload = true,
            value =
                "Own orders of flows, PROFILE.charging.PROCEDURE=STEP,STEP,... with semicolons"
                    + " between; `deploy/run --print-flows` shows those in force.",
            byDefault = "")
        String flows,
    @Setting(
            atReload = true,
            value =
                "SIP answers for Diameter results, CODE=STATUS or CODE=EFFECT:STATUS with spaces"
                    + " between, for example `4012=403`.",
            byDefault = "")
        String results,
    @Setting(
            atReload = true,
            value =
                "Filters that an OCS names with Filter-Id when the last units of a user are to"
                    + " restrict their access (RESTRICT_ACCESS, RFC 8506 5.6.3), each NAME=URI with *"
                    + " for any text; a name may come several times. Their session with such a URI"
                    + " goes on, free of charge, until the OCS grants units anew; every other one"
                    + " ends. Addresses of a Restriction-Filter-Rule count as hosts of URIs.",
            byDefault = "")
        List<String> accessFilters,
    @Setting(
            atReload = true,
            value =
                "When an offline modification of an IM session is charged: on receipt (F2), or"
                    + " after the first recipient accepted.",
            byDefault = "charge-first")
        ModifyOrder imModify,
    @Setting(
            atReload = true,
            value = "When an offline modification of a CPM session is charged (F8).",
            byDefault = "after-first-200")
        ModifyOrder cpmModify,
    @Setting(
            atReload = true,
            value =
                "Profiles whose offline modification waits for the CDF's answer before the 200 OK.",
            byDefault = "im")
        List<ServiceProfile> awaitOfflineAnswer,
    @Setting(
            atReload = true,
            value = "How long at most a 200 OK waits for the CDF's answer.",
            byDefault = "1s",
            min = "0s",
            max = "20s")
        Duration offlineAnswerLimit,
    @Setting(
            atReload = true,
            value =
                "Let a Trigger AVP of the OCS restrict what the standard reports without a"
                    + " condition: joins and leaves of an IM session (F5) and modifications (F6,"
                    + " F10). It saves updates; what the OCS leaves out then happens without a"
                    + " gate, and a change of media is neither asked for nor refused.",
            byDefault = "false")
        boolean obeyTriggers,
    @Setting(
            atReload = true,
            value =
                "What a CPM session reports online of joins and leaves while the OCS armed"
                    + " nothing.",
            byDefault = "any-change")
        ParticipantDefault cpmParticipants,
    @Setting(
            atReload = true,
            value =
                "Report the joins and leaves that a participating function sees (in the NOTIFYs of"
                    + " its user's subscription to the conference that their session is with) online"
                    + " too. Offline they are recorded always (F7); online the controlling function"
                    + " reports them (F9).",
            byDefault = "false")
        boolean participantsAtParticipating,
    @Setting(
            atReload = true,
            value = "A recipient who refuses a modification that was answered already.",
            byDefault = "keep-former-media")
        RefusedRecipient refusedRecipient,
    @Setting(
            value =
                "Charge a re-INVITE that changes nothing, a session-timer refresh (RFC 4028) for"
                    + " one, like one that does, and pass it on; else it is answered and goes no"
                    + " further.",
            byDefault = "false")
        boolean chargeRefresh,
    @Setting(
            atReload = true,
            value = "When an offline dial-in join is charged.",
            byDefault = "on-ack")
        DialInCharge dialInCharge,
    @Setting(
            atReload = true,
            value =
                "What an offline record is worth (Accounting-Realtime-Required, RFC 6733 9.8.7):"
                    + " deliver-and-grant, grant-and-store or grant-and-lose.",
            byDefault = "grant-and-store")
        Realtime realtime,
    @Setting(
            atReload = true,
            value = "End a session whose record was refused, or could not even be stored.",
            byDefault = "false")
        boolean disconnectOnLoss,
    @Setting(
            atReload = true,
            value = "Time between interim records until the CDF says otherwise; 0s for none.",
            byDefault = "1h",
            min = "0s",
            max = "24h")
        Duration interimInterval,
    @Setting(
            atReload = true,
            value = "Shortest interim interval that is obeyed.",
            byDefault = "60s",
            min = "1s",
            max = "24h")
        Duration interimFloor,
    @Setting(
            atReload = true,
            value = "Longest interim interval that is obeyed.",
            byDefault = "1h",
            min = "1s",
            max = "24h")
        Duration interimCeiling,
    @Setting(
            atReload = true,
            value = "Messages after which an interim record is due early (F3).",
            byDefault = "100",
            min = "1",
            max = "1000000",
            unit = "messages")
        long interimMessages,
    @Setting(
            atReload = true,
            value = "Octets after which an interim record is due early (F3).",
            byDefault = "10000000",
            min = "1",
            max = "1000000000000",
            unit = "octets")
        long interimOctets,
    @Setting(
            atReload = true,
            value = "Shortest time between a usage interim and the record before it.",
            byDefault = "30s",
            min = "0s",
            max = "1h")
        Duration interimGap,
    @Setting(
            atReload = true,
            value =
                "Joins, or leaves, within this time after a record become one more record; 0s for a"
                    + " record of each (F1, F7). It saves records when many come at once; each of"
                    + " those that are merged is told of by the roster alone, and not by the time.",
            byDefault = "0s",
            min = "0s",
            max = "10s")
        Duration coalesce,
    @Setting(
            atReload = true,
            value =
                "How participants of a conference appear offline: as a list in its records, or each"
                    + " with an accounting session of its own as well.",
            byDefault = "group-avp")
        ParticipantMode participantMode,
    @Setting(
            atReload = true,
            value = "Credit-Control-Failure-Handling until an answer carries one.",
            byDefault = "terminate")
        FailureHandling failureHandling,
    @Setting(
            atReload = true,
            value = "Direct-Debiting-Failure-Handling until an answer carries one.",
            byDefault = "terminate-or-buffer")
        DebitFailureHandling debitFailureHandling,
    @Setting(
            atReload = true,
            value =
                "How a page message is charged online: true to reserve its units, deliver it and"
                    + " then take them (ECUR), false to debit them before and give them back if it"
                    + " is not delivered (IEC). Reserving costs a request more for each message and"
                    + " needs no REFUND_ACCOUNT of the OCS. A profile may say otherwise for its OCS"
                    + " (`messages`, `refunds`).",
            byDefault = "false")
        boolean reserveMessages,
    @Setting(
            atReload = true,
            value = "CC-Session-Failover until an answer carries it.",
            byDefault = "false")
        boolean sessionFailover,
    @Setting(
            atReload = true,
            value =
                "Whether a TERMINATION follows an update that the OCS denied, for an OCS that keeps"
                    + " the session open then; by RFC 8506 it is closed on its side.",
            byDefault = "true")
        boolean terminateDenied,
    @Setting(
            atReload = true,
            value = "Tx of a first interrogation or a one-time event; below SIP Timer B.",
            byDefault = "5s",
            min = "100ms",
            max = "30s")
        Duration txInitial,
    @Setting(
            atReload = true,
            value = "Tx of an update.",
            byDefault = "10s",
            min = "100ms",
            max = "60s")
        Duration txUpdate,
    @Setting(
            atReload = true,
            value =
                "After credit control failed and the service went on (CONTINUE): when a new session"
                    + " is tried; 0s for never.",
            byDefault = "60s",
            min = "0s",
            max = "24h")
        Duration retryOpen,
    @Setting(
            atReload = true,
            value = "Quota-Holding-Time where the answer has none; 0s for off.",
            byDefault = "0s",
            min = "0s",
            max = "24h")
        Duration holdingTime,
    @Setting(
            atReload = true,
            value =
                "Share of a grant at which more is asked for where the answer has no threshold.",
            byDefault = "0",
            min = "0",
            max = "0.99")
        double threshold,
    @Setting(
            atReload = true,
            value = "Messages of one session that may wait for a credit answer.",
            byDefault = "64",
            min = "0",
            max = "100000",
            unit = "messages")
        int mostHeld,
    @Setting(
            atReload = true,
            value = "Numbers of participants that count as thresholds (Trigger-Type 51).",
            byDefault = "2, 5, 10, 20")
        List<Integer> participantThresholds,
    @Setting(
            atReload = true,
            value = "Further thresholds, each so many participants above the last; 0 for none.",
            byDefault = "0",
            min = "0",
            max = "10000",
            unit = "participants")
        int participantsEvery,
    @Setting(
            atReload = true,
            value = "How far a number must fall below a threshold to have crossed it.",
            byDefault = "0",
            min = "0",
            max = "10000",
            unit = "participants")
        int participantHysteresis,
    @Setting(
            atReload = true,
            value =
                "How long usage may go on before what is owed after a power loss says so; a kill"
                    + " loses none.",
            byDefault = "5s",
            min = "100ms",
            max = "1h")
        Duration checkpoint,
    @Setting(
            atReload = true,
            value = "How many messages may pass before what is owed after a power loss says so.",
            byDefault = "100",
            min = "1",
            max = "1000000",
            unit = "messages")
        long checkpointMessages) {

  /** What the settings say of every conflict but C16, which is the conference's. */
  public Conflicts conflicts(ConferencePayer conferencePays) {
    return new Conflicts(
        java.util.Map.of(ServiceProfile.IM, imModify, ServiceProfile.CPM, cpmModify),
        obeyTriggers,
        cpmParticipants,
        participantsAtParticipating,
        java.util.Set.copyOf(awaitOfflineAnswer),
        offlineAnswerLimit,
        refusedRecipient,
        dialInCharge,
        conferencePays);
  }

  /** Texts with a form of their own are taken apart before anything starts. */
  void checkTexts() {
    if (interimFloor.compareTo(interimCeiling) > 0) {
      throw new IllegalArgumentException(
          "charging.interim-floor: \"%s\" (expected: at most charging.interim-ceiling, %s)"
              .formatted(Durations.print(interimFloor), Durations.print(interimCeiling)));
    }
    Set<ServiceKind> rated = EnumSet.noneOf(ServiceKind.class);
    for (ServiceRating each : rating) {
      if (!rated.add(each.kind())) {
        throw new IllegalArgumentException(
            "charging.rating: \"%s\" twice (expected: each service once)"
                .formatted(each.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')));
      }
    }
    try {
      printFlows();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("charging.flows: " + e.getMessage(), e);
    }
    try {
      ResultTable.with(results);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("charging.results: " + e.getMessage(), e);
    }
    try {
      AccessFilters.of(accessFilters);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("charging.access-filters: " + e.getMessage(), e);
    }
  }

  /** The flows in force, as a table. */
  public String printFlows() {
    return flowBook().print();
  }

  /** The flows in force. */
  public FlowBook flowBook() {
    return conflicts(ConferencePayer.OWNER).flowBook(FlowOverride.parseAll(flows));
  }
}
