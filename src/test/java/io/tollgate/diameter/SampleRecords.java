package io.tollgate.diameter;

import io.tollgate.charging.record.Access;
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
import io.tollgate.charging.record.Octets;
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
import io.tollgate.charging.record.SessionType;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.charging.record.TariffUsage;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import io.tollgate.diameter.information.MappingPolicy;
import io.tollgate.diameter.information.ServiceInformationWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group session of three, with everything filled in that a record can say. */
public final class SampleRecords {
  public static final String SESSION = "tollgate.example.com;1700000000;42";
  public static final Instant WHEN = Instant.parse("2026-03-01T12:34:56.789Z");
  public static final MappingPolicy POLICY =
      MappingPolicy.standard("sip:tollgate.example.com", 1_700_000_000L);

  private static final Parties PARTIES =
      new Parties(
          List.of("sip:alice@example.com", "tel:+4916012345"),
          "sip:room1@conf.example.com",
          "sip:factory@conf.example.com",
          "sip:alice@example.com",
          "sip:alice@example.com",
          List.of(
              new SubscriptionId(SubscriptionId.Type.E164, "4916012345"),
              new SubscriptionId(SubscriptionId.Type.SIP_URI, "sip:alice@example.com")),
          true,
          new Access(
              "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2341500010001, IEEE-802.11",
              "3GPP-E-UTRAN-FDD;cell-info-age=10",
              "visited.example.net",
              "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
              "+4916099",
              "+49160"));
  private static final Correlation CORRELATION =
      new Correlation(
          "icid-7f3a",
          "home.example.com",
          "other.example.net",
          "a84b4c76e66710@client.example.com",
          "out-1@tollgate.example.com",
          3_000_000_000L,
          "sip:room1-focus@tollgate.example.com",
          "conv-1",
          "contrib-1");
  private static final Media MEDIA =
      new Media(
              List.of("c=IN IP4 192.0.2.1", "t=0 0"),
              List.of(
                  new Media.Component(
                      "m=message 7654 TCP/MSRP *",
                      List.of("a=accept-types:message/cpim text/plain", "a=setup:active"),
                      Media.Initiator.CALLING)),
              Media.SdpType.ANSWER)
          .exchanged(WHEN.minusMillis(250), WHEN);
  private static final Roster ROSTER =
      new Roster(
          List.of(
              new Participant("sip:alice@example.com"),
              new Participant("sip:bob@example.com"),
              new Participant("sip:zoë@example.net")));

  private SampleRecords() {}

  public static ServiceInformationWriter writer() {
    return new ServiceInformationWriter(POLICY);
  }

  public static ServiceInformation service(String method, ApplicationServiceType type) {
    return new ServiceInformation(
        ServiceProfile.IM,
        ServiceKind.GROUP_SESSION,
        FunctionRole.CONTROLLING,
        NodeRole.TERMINATING,
        SessionType.AD_HOC,
        type,
        method,
        PARTIES,
        List.of("sip:bob@example.com"),
        CORRELATION,
        new EventTimes(WHEN.minusMillis(250), WHEN),
        ROSTER,
        new MessageCounters(7, 14, 7, 13, 4096, 8192),
        MEDIA,
        List.of(new MessageBody("message/cpim", 512, "attachment", false)),
        0,
        "SIP;cause=200;text=\"done\"",
        "200",
        "Project room",
        "urn:urn-7:3gpp-service.ims.icsi.oma.im",
        "urn:urn-7:3gpp-application.ims.iari.chat",
        true);
  }

  public static AccountingRecord accounting(RecordType type, long number) {
    return switch (type) {
      case START ->
          record(type, number, RecordReason.START, "INVITE", ApplicationServiceType.INVITING);
      case INTERIM ->
          record(type, number, RecordReason.JOIN, "INVITE", ApplicationServiceType.JOINING);
      case STOP -> record(type, number, RecordReason.END, "BYE", ApplicationServiceType.LEAVING);
      case EVENT ->
          record(type, number, RecordReason.EVENT, "MESSAGE", ApplicationServiceType.SENDING);
    };
  }

  private static AccountingRecord record(
      RecordType type,
      long number,
      RecordReason reason,
      String method,
      ApplicationServiceType serviceType) {
    return new AccountingRecord(
        SESSION, type, number, WHEN, reason, service(method, serviceType), PeerHints.NONE);
  }

  public static CreditRequest credit(CreditRequestType type, long number) {
    return switch (type) {
      case INITIAL ->
          request(
              type,
              number,
              null,
              List.of(
                  usage(100, List.of(), Units.NONE, Set.of(), Set.of()),
                  usage(200, List.of(), Units.of(UnitType.TIME, 60), Set.of(), Set.of())),
              null,
              null);
      case UPDATE ->
          request(
              type,
              number,
              null,
              List.of(
                  usage(
                      100,
                      List.of(used(UnitType.SERVICE_SPECIFIC, 10, ReportingReason.QUOTA_EXHAUSTED)),
                      Units.of(UnitType.SERVICE_SPECIFIC, 10),
                      Set.of(),
                      Set.of()),
                  usage(
                      200,
                      List.of(
                          new UsedUnits(Units.of(UnitType.TIME, 31), null, TariffUsage.BEFORE),
                          new UsedUnits(Units.of(UnitType.TIME, 4), null, TariffUsage.AFTER)),
                      Units.of(UnitType.TIME, 60),
                      Set.of(ReportingReason.RATING_CONDITION_CHANGE),
                      Set.of(TriggerType.CHANGE_IN_PARTICIPANTS_NMB))),
              null,
              null);
      case TERMINATION ->
          request(
              type,
              number,
              null,
              List.of(
                  usage(
                      100,
                      List.of(
                          new UsedUnits(
                              new Units(
                                  Map.of(
                                      UnitType.SERVICE_SPECIFIC, 3L,
                                      UnitType.TOTAL_OCTETS, 5_000_000_000L,
                                      UnitType.INPUT_OCTETS, 4_000_000_000L,
                                      UnitType.OUTPUT_OCTETS, 1_000_000_000L)),
                              null,
                              null)),
                      null,
                      Set.of(ReportingReason.FINAL),
                      Set.of())),
              TerminationCause.LOGOUT,
              null);
      case EVENT ->
          request(
              type,
              number,
              RequestedAction.REFUND_ACCOUNT,
              List.of(
                  usage(
                      100, List.of(), Units.of(UnitType.SERVICE_SPECIFIC, 2), Set.of(), Set.of())),
              null,
              new Octets("cafe01"));
    };
  }

  private static CreditRequest request(
      CreditRequestType type,
      long number,
      @Nullable RequestedAction action,
      List<ServiceUsage> services,
      @Nullable TerminationCause cause,
      @Nullable Octets refund) {
    ServiceInformation service =
        switch (type) {
          case INITIAL -> service("INVITE", ApplicationServiceType.INVITING);
          case UPDATE -> service("INVITE", ApplicationServiceType.JOINING);
          case TERMINATION -> service("BYE", ApplicationServiceType.LEAVING);
          case EVENT -> service("MESSAGE", ApplicationServiceType.SENDING);
        };
    return new CreditRequest(
        SESSION, type, number, WHEN, action, services, cause, refund, service, PeerHints.NONE);
  }

  private static ServiceUsage usage(
      long group,
      List<UsedUnits> used,
      @Nullable Units requested,
      Set<ReportingReason> reasons,
      Set<TriggerType> triggers) {
    return new ServiceUsage(group, group + 1, used, requested, reasons, triggers);
  }

  private static UsedUnits used(UnitType type, long amount, ReportingReason reason) {
    return new UsedUnits(Units.of(type, amount), reason, null);
  }
}
