package io.tollgate.diameter.check;

import io.tollgate.charging.record.Access;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.CauseCode;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SessionType;
import io.tollgate.charging.record.SubscriptionId;
import java.time.Instant;
import java.util.List;

/** A service with everything filled in that a record can say, so that each AVP is seen once. */
final class SampleService {
  private static final String ANSWERED = "SIP;cause=200;text=\"check\"";

  private final List<SubscriptionId> payer;
  private final String domain;
  private final Instant when;

  /**
   * @param domain of the addresses that are made up
   */
  SampleService(List<SubscriptionId> payer, String domain, Instant when) {
    this.payer = List.copyOf(payer);
    this.domain = domain;
    this.when = when;
  }

  ServiceInformation of(ServiceKind kind, ServiceProfile profile, Moment moment) {
    boolean group = kind == ServiceKind.GROUP_SESSION;
    String called = group ? "sip:tollgate-check-room@" + domain : callee();
    return new ServiceInformation(
        profile,
        kind,
        group ? FunctionRole.CONTROLLING : FunctionRole.PARTICIPATING,
        NodeRole.ORIGINATING,
        group ? SessionType.AD_HOC : SessionType.ONE_TO_ONE,
        moment.type,
        moment.method,
        new Parties(
            List.of(caller()),
            called,
            "sip:tollgate-check-factory@" + domain,
            caller(),
            caller(),
            payer,
            true,
            new Access(
                "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2341500010001",
                "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2341500010001;cell-info-age=10",
                domain,
                "urn:uuid:00000000-0000-1000-8000-000000000000",
                "+15550199",
                "+15550")),
        List.of(callee()),
        new Correlation(
            "tollgate-check",
            domain,
            domain,
            "tollgate-check-in@" + domain,
            "tollgate-check-out@" + domain,
            1,
            group ? called : null,
            "tollgate-check-conversation",
            "tollgate-check-contribution"),
        new EventTimes(when, when),
        new Roster(List.of(new Participant(caller()), new Participant(callee()))),
        new MessageCounters(1, 1, 1, 1, 64, 64),
        new Media(
                List.of("c=IN IP4 192.0.2.1", "t=0 0"),
                List.of(
                    new Media.Component(
                        "m=message 7654 TCP/MSRP *",
                        List.of("a=accept-types:message/cpim text/plain"),
                        Media.Initiator.CALLING)),
                Media.SdpType.ANSWER)
            .exchanged(when, when),
        List.of(new MessageBody("text/plain", 64, "render", false)),
        CauseCode.NORMAL_END,
        ANSWERED,
        moment == Moment.EVENT ? "200" : null,
        group ? "Check" : null,
        "urn:urn-7:3gpp-service.ims.icsi.oma.cpm.session",
        "urn:urn-7:3gpp-application.ims.iari.check",
        true);
  }

  private String caller() {
    return payer.stream()
        .filter(id -> id.type() == SubscriptionId.Type.SIP_URI)
        .map(SubscriptionId::data)
        .findFirst()
        .orElse("sip:tollgate-check@" + domain);
  }

  private String callee() {
    return "sip:tollgate-check-peer@" + domain;
  }

  /** Which request of a service it is. */
  enum Moment {
    FIRST("INVITE", ApplicationServiceType.INVITING),
    BETWEEN("INVITE", ApplicationServiceType.JOINING),
    LAST("BYE", ApplicationServiceType.LEAVING),
    EVENT("MESSAGE", ApplicationServiceType.SENDING);

    private final String method;
    private final ApplicationServiceType type;

    Moment(String method, ApplicationServiceType type) {
      this.method = method;
      this.type = type;
    }
  }
}
