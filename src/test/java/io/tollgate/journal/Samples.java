package io.tollgate.journal;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.SessionServer;
import io.tollgate.charging.record.SessionType;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records as a chat session of two makes them. */
public final class Samples {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Samples() {}

  public static AccountingRecord start(String session) {
    return record(session, RecordType.START, 0, RecordReason.START);
  }

  public static AccountingRecord usage(String session, long number) {
    return record(session, RecordType.INTERIM, number, RecordReason.USAGE);
  }

  public static AccountingRecord join(String session, long number) {
    return record(session, RecordType.INTERIM, number, RecordReason.JOIN);
  }

  public static AccountingRecord stop(String session, long number) {
    return record(session, RecordType.STOP, number, RecordReason.END);
  }

  public static AccountingRecord event(String session) {
    return record(session, RecordType.EVENT, 0, RecordReason.EVENT);
  }

  static AccountingRecord largeMessage(String session) {
    return new AccountingRecord(
        session,
        RecordType.EVENT,
        0,
        NOON,
        RecordReason.EVENT,
        service(ServiceKind.LARGE_MESSAGE, 1),
        PeerHints.NONE);
  }

  public static AccountingRecord record(
      String session, RecordType type, long number, RecordReason reason) {
    return new AccountingRecord(
        session, type, number, NOON.plusSeconds(number), reason, service(number), PeerHints.NONE);
  }

  public static CreditRequest termination(String session, long number) {
    return credit(session, CreditRequestType.TERMINATION, number, null, TerminationCause.LOGOUT);
  }

  /** Of a session that its server has, and that may not move. */
  public static CreditRequest terminationAt(String host, String session, long number) {
    CreditRequest request = termination(session, number);
    return new CreditRequest(
        request.sessionId(),
        request.type(),
        request.number(),
        request.eventTime(),
        request.action(),
        request.services(),
        request.terminationCause(),
        request.refundInformation(),
        request.service(),
        request.peers().with(new SessionServer(host, false)));
  }

  public static AccountingRecord startAt(String session, String... ccf) {
    AccountingRecord record = start(session);
    return new AccountingRecord(
        record.sessionId(),
        record.type(),
        record.number(),
        record.eventTime(),
        record.reason(),
        record.service(),
        new PeerHints(List.of(ccf), List.of()));
  }

  public static CreditRequest update(String session, long number) {
    return credit(session, CreditRequestType.UPDATE, number, null, null);
  }

  /** Noted in advance, for the case that the node dies. */
  public static CreditRequest owedTermination(String session, long number) {
    return credit(
        session, CreditRequestType.TERMINATION, number, null, TerminationCause.LINK_BROKEN);
  }

  /** It has been sent before. */
  public static CreditRequest sent(CreditRequest request) {
    return request.identified(() -> 4711);
  }

  public static CreditRequest refund(String session) {
    return credit(session, CreditRequestType.EVENT, 0, RequestedAction.REFUND_ACCOUNT, null);
  }

  static CreditRequest debit(String session) {
    return credit(session, CreditRequestType.EVENT, 0, RequestedAction.DIRECT_DEBITING, null);
  }

  static CreditRequest terminationOfTwoGroups(String session, long number) {
    CreditRequest one = termination(session, number);
    ServiceUsage first = one.services().get(0);
    return one.withServices(
        List.of(
            first,
            new ServiceUsage(200, 1L, first.used(), null, first.reasons(), first.triggers())));
  }

  private static CreditRequest credit(
      String session,
      CreditRequestType type,
      long number,
      @Nullable RequestedAction action,
      @Nullable TerminationCause cause) {
    ServiceUsage usage =
        new ServiceUsage(
            100,
            1L,
            List.of(
                new UsedUnits(
                    Units.of(UnitType.SERVICE_SPECIFIC, number).with(UnitType.TIME, 10),
                    null,
                    null)),
            null,
            Set.of(ReportingReason.FINAL),
            Set.of());
    return new CreditRequest(
        session,
        type,
        number,
        NOON,
        action,
        List.of(usage),
        cause,
        null,
        service(number),
        PeerHints.NONE);
  }

  static ServiceInformation service(long messages) {
    return service(ServiceKind.SESSION, messages);
  }

  private static ServiceInformation service(ServiceKind kind, long messages) {
    return new ServiceInformation(
        ServiceProfile.CPM,
        kind,
        FunctionRole.PARTICIPATING,
        NodeRole.ORIGINATING,
        SessionType.ONE_TO_ONE,
        ApplicationServiceType.SENDING,
        "INVITE",
        new Parties(
            List.of("sip:alice@example.com", "tel:+15550100"),
            "sip:bob@example.com",
            null,
            "sip:alice@example.com",
            "sip:alice@example.com",
            List.of(new SubscriptionId(SubscriptionId.Type.SIP_URI, "sip:alice@example.com")),
            true),
        List.of("sip:bob@example.com"),
        new Correlation(
            "icid-4711;\"quoted\"",
            "home.example",
            null,
            "call-1@192.0.2.1",
            "call-2@192.0.2.2",
            7,
            null,
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            null),
        new EventTimes(NOON, NOON.plusMillis(123)),
        new Roster(List.of(new Participant("sip:bob@example.com"))),
        new MessageCounters(messages, messages, messages, messages, 100 * messages, 0),
        new Media(
            List.of("v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "t=0 0"),
            List.of(
                new Media.Component(
                    "m=message 7654 TCP/MSRP *",
                    List.of(
                        "a=accept-types:text/plain message/cpim",
                        "a=path:msrp://192.0.2.1:7654/s1;tcp"),
                    Media.Initiator.CALLING)),
            Media.SdpType.ANSWER),
        List.of(new MessageBody("text/plain", 12, null, false)),
        null,
        null,
        null,
        null,
        "urn:urn-7:3gpp-service.ims.icsi.oma.cpm.session",
        null,
        false);
  }
}
