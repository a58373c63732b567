package io.tollgate.diameter.information;

import static io.tollgate.diameter.avp.ChargingAvps.*;

import io.tollgate.charging.record.Access;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** Writes IMS-Information 876 (TS 32.299 7.2.77). */
final class ImsInformationWriter {
  /** Service-Specific-Type of our own extensions: TS 32.299 leaves its values to the operator. */
  private static final int CONVERSATION_ID = 1;

  private static final int CONTRIBUTION_ID = 2;

  private final int nodeFunctionality;
  private final String applicationServer;

  ImsInformationWriter(int nodeFunctionality, String applicationServer) {
    this.applicationServer = applicationServer;
    this.nodeFunctionality = nodeFunctionality;
  }

  void write(AvpWriter out, ServiceInformation service, Occasion occasion) {
    int mark = out.begin(IMS_INFORMATION);
    if (service.isMadeBySip()) {
      int event = out.begin(EVENT_TYPE);
      out.text(SIP_METHOD, service.method()).end(event);
    }
    out.integer32(ROLE_OF_NODE, service.nodeRole().code())
        .integer32(NODE_FUNCTIONALITY, nodeFunctionality)
        .text(USER_SESSION_ID, service.correlation().incomingCallId());
    text(out, OUTGOING_SESSION_ID, service.correlation().outgoingCallId());
    parties(out, service, occasion);
    if (service.isMadeBySip()) {
      times(out, service.times());
    }
    determined(out, service.parties());
    network(out, service.correlation());
    if (occasion.hasMedia()) {
      media(out, service.media());
    }
    access(out, service.parties().access());
    service.bodies().forEach(body -> body(out, body));
    if (occasion.hasEnd()) {
      Integer cause = service.causeCode();
      if (cause != null) {
        out.integer32(CAUSE_CODE, cause);
      }
      text(out, REASON_HEADER, service.reasonHeader());
    }
    text(out, IMS_COMMUNICATION_SERVICE_IDENTIFIER, service.icsi());
    text(out, IMS_APPLICATION_REFERENCE_IDENTIFIER, service.iari());
    out.integer32(ONLINE_CHARGING_FLAG, service.onlineCharged() ? 1 : 0);
    specific(out, CONVERSATION_ID, service.correlation().conversationId());
    specific(out, CONTRIBUTION_ID, service.correlation().contributionId());
    text(out, FROM_ADDRESS, service.parties().from());
    out.end(mark);
  }

  private static void parties(AvpWriter out, ServiceInformation service, Occasion occasion) {
    Parties parties = service.parties();
    for (String calling : parties.calling()) {
      out.text(CALLING_PARTY_ADDRESS, calling);
    }
    out.text(CALLED_PARTY_ADDRESS, parties.called());
    if (occasion.hasAsserted()) {
      for (String asserted : service.calledAsserted()) {
        out.text(CALLED_ASSERTED_IDENTITY, asserted);
      }
    }
    text(out, REQUESTED_PARTY_ADDRESS, parties.requested());
  }

  private static void times(AvpWriter out, EventTimes times) {
    int mark = out.begin(TIME_STAMPS);
    Instant response = times.response();
    out.time(SIP_REQUEST_TIMESTAMP, times.request());
    if (response != null) {
      out.time(SIP_RESPONSE_TIMESTAMP, response);
    }
    out.unsigned32(SIP_REQUEST_TIMESTAMP_FRACTION, millis(times.request()));
    if (response != null) {
      out.unsigned32(SIP_RESPONSE_TIMESTAMP_FRACTION, millis(response));
    }
    out.end(mark);
  }

  private static long millis(Instant instant) {
    return instant.get(ChronoField.MILLI_OF_SECOND);
  }

  private static void network(AvpWriter out, Correlation correlation) {
    int mark = out.begin(INTER_OPERATOR_IDENTIFIER);
    text(out, ORIGINATING_IOI, correlation.originatingIoi());
    text(out, TERMINATING_IOI, correlation.terminatingIoi());
    out.endUnlessEmpty(INTER_OPERATOR_IDENTIFIER, mark);
    out.text(IMS_CHARGING_IDENTIFIER, correlation.icid());
  }

  /** The called party, where this function determined it (TS 32.299 7.2). */
  private void determined(AvpWriter out, Parties parties) {
    if (parties.requested() != null) {
      int mark = out.begin(APPLICATION_SERVER_INFORMATION);
      out.text(APPLICATION_SERVER, applicationServer)
          .text(APPLICATION_PROVIDED_CALLED_PARTY_ADDRESS, parties.called())
          .end(mark);
    }
  }

  private static void access(AvpWriter out, @Nullable Access access) {
    if (access == null) {
      return;
    }
    octets(out, ACCESS_NETWORK_INFORMATION, access.network());
    octets(out, CELLULAR_NETWORK_INFORMATION, access.cellular());
    text(out, IMS_VISITED_NETWORK_IDENTIFIER, access.visited());
    text(out, INSTANCE_ID, access.instance());
    text(out, NUMBER_PORTABILITY_ROUTING_INFORMATION, access.routingNumber());
    text(out, CARRIER_SELECT_ROUTING_INFORMATION, access.carrier());
  }

  private static void media(AvpWriter out, Media media) {
    int times = out.begin(SDP_TIME_STAMPS);
    if (media.offeredAt() != null) {
      out.time(SDP_OFFER_TIMESTAMP, media.offeredAt());
    }
    if (media.answeredAt() != null) {
      out.time(SDP_ANSWER_TIMESTAMP, media.answeredAt());
    }
    out.endUnlessEmpty(SDP_TIME_STAMPS, times);
    for (String line : media.sessionLines()) {
      out.text(SDP_SESSION_DESCRIPTION, line);
    }
    for (Media.Component component : media.components()) {
      int mark = out.begin(SDP_MEDIA_COMPONENT);
      out.text(SDP_MEDIA_NAME, component.name());
      for (String line : component.lines()) {
        out.text(SDP_MEDIA_DESCRIPTION, line);
      }
      out.integer32(MEDIA_INITIATOR_FLAG, component.initiator().code())
          .integer32(SDP_TYPE, media.type().code())
          .end(mark);
    }
  }

  private static void body(AvpWriter out, MessageBody body) {
    int mark = out.begin(MESSAGE_BODY);
    out.text(CONTENT_TYPE, body.contentType())
        .unsigned32(CONTENT_LENGTH, ServiceInformationWriter.capped(body.length()));
    text(out, CONTENT_DISPOSITION, body.disposition());
    out.integer32(ORIGINATOR, body.byCalledParty() ? 1 : 0).end(mark);
  }

  private static void specific(AvpWriter out, int type, @Nullable String data) {
    if (data != null) {
      int mark = out.begin(SERVICE_SPECIFIC_INFO);
      out.text(SERVICE_SPECIFIC_DATA, data).unsigned32(SERVICE_SPECIFIC_TYPE, type).end(mark);
    }
  }

  private static void octets(AvpWriter out, Avp avp, @Nullable String value) {
    if (value != null) {
      out.octets(avp, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void text(AvpWriter out, Avp avp, @Nullable String value) {
    if (value != null) {
      out.text(avp, value);
    }
  }
}
