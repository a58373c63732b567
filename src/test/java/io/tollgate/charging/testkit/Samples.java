package io.tollgate.charging.testkit;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SessionType;
import io.tollgate.charging.record.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Sessions and events to charge. */
public final class Samples {

  public static final Parties PARTIES =
      new Parties(
          List.of("sip:alice@home.example"),
          "sip:bob@home.example",
          null,
          "sip:alice@home.example",
          "sip:alice@home.example",
          List.of(new SubscriptionId(SubscriptionId.Type.SIP_URI, "sip:alice@home.example")),
          true);

  private Samples() {}

  public static SessionTerms terms(ServiceProfile profile, ServiceKind kind, FunctionRole role) {
    return new SessionTerms(
        profile,
        kind,
        role,
        NodeRole.ORIGINATING,
        kind == ServiceKind.GROUP_SESSION ? SessionType.AD_HOC : SessionType.ONE_TO_ONE,
        PARTIES,
        new Correlation("icid-1", null, null, "call-in", null, 1, null, null, null),
        PeerHints.NONE,
        null,
        null,
        null);
  }

  public static SessionTerms conference(ServiceProfile profile) {
    return terms(profile, ServiceKind.GROUP_SESSION, FunctionRole.CONTROLLING);
  }

  public static SessionTerms oneToOne(ServiceProfile profile) {
    return terms(profile, ServiceKind.SESSION, FunctionRole.PARTICIPATING);
  }

  public static Roster roster(int participants) {
    return new Roster(
        IntStream.range(0, participants)
            .mapToObj(i -> new Participant("sip:user" + i + "@home.example"))
            .toList());
  }

  public static ChargingEvent event(String method, int participants) {
    return ChargingEvent.of(
        method,
        switch (method) {
          case "BYE" -> ApplicationServiceType.LEAVING;
          case "INVITE" -> ApplicationServiceType.INVITING;
          default -> ApplicationServiceType.SENDING;
        },
        new EventTimes(Instant.parse("2026-01-01T00:00:00Z"), null),
        roster(participants));
  }

  public static Media media(String name) {
    return new Media(
        List.of("o=- 1 " + name.hashCode()),
        List.of(new Media.Component(name, List.of(), Media.Initiator.CALLING)),
        Media.SdpType.OFFER);
  }
}
