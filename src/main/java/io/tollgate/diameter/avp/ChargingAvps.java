package io.tollgate.diameter.avp;

import static io.tollgate.diameter.avp.AvpType.ENUMERATED;
import static io.tollgate.diameter.avp.AvpType.INTEGER_32;
import static io.tollgate.diameter.avp.AvpType.OCTET_STRING;
import static io.tollgate.diameter.avp.AvpType.TIME;
import static io.tollgate.diameter.avp.AvpType.UNSIGNED_32;
import static io.tollgate.diameter.avp.AvpType.UTF8_STRING;
import static io.tollgate.diameter.avp.Grammar.any;
import static io.tollgate.diameter.avp.Grammar.maybe;
import static io.tollgate.diameter.avp.Grammar.one;
import static io.tollgate.diameter.avp.Grammar.open;
import static io.tollgate.diameter.avp.Row.tgpp;
import static io.tollgate.diameter.avp.Row.tgppEnum;
import static io.tollgate.diameter.avp.Row.tgppGroup;
import static io.tollgate.diameter.avp.Row.tgppOptional;

/** Service-Information for IM and CPM: TS 32.299 7.2 and OMA DDS Charging Data 8.5. */
public final class ChargingAvps {
  // Event and role (TS 32.299 7.2.77)
  public static final Avp SIP_METHOD = tgpp("SIP-Method", 824, UTF8_STRING);
  public static final Avp EVENT = tgpp("Event", 825, UTF8_STRING);
  public static final Avp EXPIRES = tgpp("Expires", 888, UNSIGNED_32);
  public static final Avp EVENT_TYPE =
      tgppGroup("Event-Type", 823, open(maybe(SIP_METHOD), maybe(EVENT), maybe(EXPIRES)));
  public static final Avp ROLE_OF_NODE = tgppEnum("Role-Of-Node", 829, 0, 1, 2, 3);
  public static final Avp NODE_FUNCTIONALITY = tgpp("Node-Functionality", 862, ENUMERATED);
  public static final Avp USER_SESSION_ID = tgpp("User-Session-Id", 830, UTF8_STRING);
  public static final Avp OUTGOING_SESSION_ID = tgpp("Outgoing-Session-Id", 2320, UTF8_STRING);

  // Parties
  public static final Avp CALLING_PARTY_ADDRESS = tgpp("Calling-Party-Address", 831, UTF8_STRING);
  public static final Avp CALLED_PARTY_ADDRESS = tgpp("Called-Party-Address", 832, UTF8_STRING);
  public static final Avp REQUESTED_PARTY_ADDRESS =
      tgpp("Requested-Party-Address", 1251, UTF8_STRING);
  public static final Avp CALLED_ASSERTED_IDENTITY =
      tgpp("Called-Asserted-Identity", 1250, UTF8_STRING);
  public static final Avp FROM_ADDRESS = tgpp("From-Address", 2708, UTF8_STRING);
  public static final Avp ASSOCIATED_URI = tgpp("Associated-URI", 856, UTF8_STRING);

  // Times
  public static final Avp SIP_REQUEST_TIMESTAMP = tgpp("SIP-Request-Timestamp", 834, TIME);
  public static final Avp SIP_RESPONSE_TIMESTAMP = tgpp("SIP-Response-Timestamp", 835, TIME);
  public static final Avp SIP_REQUEST_TIMESTAMP_FRACTION =
      tgpp("SIP-Request-Timestamp-Fraction", 2301, UNSIGNED_32);
  public static final Avp SIP_RESPONSE_TIMESTAMP_FRACTION =
      tgpp("SIP-Response-Timestamp-Fraction", 2302, UNSIGNED_32);
  public static final Avp TIME_STAMPS =
      tgppGroup(
          "Time-Stamps",
          833,
          open(
              maybe(SIP_REQUEST_TIMESTAMP),
              maybe(SIP_RESPONSE_TIMESTAMP),
              maybe(SIP_REQUEST_TIMESTAMP_FRACTION),
              maybe(SIP_RESPONSE_TIMESTAMP_FRACTION)));

  // Network
  public static final Avp APPLICATION_SERVER = tgpp("Application-Server", 836, UTF8_STRING);
  public static final Avp APPLICATION_PROVIDED_CALLED_PARTY_ADDRESS =
      tgpp("Application-Provided-Called-Party-Address", 837, UTF8_STRING);
  public static final Avp APPLICATION_SERVER_INFORMATION =
      tgppGroup(
          "Application-Server-Information",
          850,
          open(maybe(APPLICATION_SERVER), any(APPLICATION_PROVIDED_CALLED_PARTY_ADDRESS)));
  public static final Avp ORIGINATING_IOI = tgpp("Originating-IOI", 839, UTF8_STRING);
  public static final Avp TERMINATING_IOI = tgpp("Terminating-IOI", 840, UTF8_STRING);
  public static final Avp INTER_OPERATOR_IDENTIFIER =
      tgppGroup(
          "Inter-Operator-Identifier", 838, open(maybe(ORIGINATING_IOI), maybe(TERMINATING_IOI)));
  public static final Avp IMS_CHARGING_IDENTIFIER =
      tgpp("IMS-Charging-Identifier", 841, UTF8_STRING);
  public static final Avp IMS_COMMUNICATION_SERVICE_IDENTIFIER =
      tgpp("IMS-Communication-Service-Identifier", 1281, UTF8_STRING);
  public static final Avp IMS_APPLICATION_REFERENCE_IDENTIFIER =
      tgpp("IMS-Application-Reference-Identifier", 2601, UTF8_STRING);
  public static final Avp ONLINE_CHARGING_FLAG = tgppEnum("Online-Charging-Flag", 2303, 0, 1);

  // Access (TS 32.299 7.2)
  public static final Avp ACCESS_NETWORK_INFORMATION =
      tgpp("Access-Network-Information", 1263, OCTET_STRING);
  public static final Avp CELLULAR_NETWORK_INFORMATION =
      tgppOptional("Cellular-Network-Information", 3924, OCTET_STRING);
  public static final Avp IMS_VISITED_NETWORK_IDENTIFIER =
      tgppOptional("IMS-Visited-Network-Identifier", 2713, UTF8_STRING);
  public static final Avp INSTANCE_ID = tgppOptional("Instance-Id", 3402, UTF8_STRING);
  public static final Avp NUMBER_PORTABILITY_ROUTING_INFORMATION =
      tgpp("Number-Portability-Routing-Information", 2024, UTF8_STRING);
  public static final Avp CARRIER_SELECT_ROUTING_INFORMATION =
      tgpp("Carrier-Select-Routing-Information", 2023, UTF8_STRING);

  // Media
  public static final Avp SDP_OFFER_TIMESTAMP = tgpp("SDP-Offer-Timestamp", 1274, TIME);
  public static final Avp SDP_ANSWER_TIMESTAMP = tgpp("SDP-Answer-Timestamp", 1275, TIME);
  public static final Avp SDP_TIME_STAMPS =
      tgppGroup(
          "SDP-TimeStamps", 1273, open(maybe(SDP_OFFER_TIMESTAMP), maybe(SDP_ANSWER_TIMESTAMP)));
  public static final Avp SDP_SESSION_DESCRIPTION =
      tgpp("SDP-Session-Description", 842, UTF8_STRING);
  public static final Avp SDP_MEDIA_NAME = tgpp("SDP-Media-Name", 844, UTF8_STRING);
  public static final Avp SDP_MEDIA_DESCRIPTION = tgpp("SDP-Media-Description", 845, UTF8_STRING);
  public static final Avp MEDIA_INITIATOR_FLAG = tgppEnum("Media-Initiator-Flag", 882, 0, 1, 2);
  public static final Avp SDP_TYPE = tgppEnum("SDP-Type", 2036, 0, 1);
  public static final Avp SDP_MEDIA_COMPONENT =
      tgppGroup(
          "SDP-Media-Component",
          843,
          open(
              maybe(SDP_MEDIA_NAME),
              any(SDP_MEDIA_DESCRIPTION),
              maybe(MEDIA_INITIATOR_FLAG),
              maybe(SDP_TYPE)));
  public static final Avp CONTENT_TYPE = tgpp("Content-Type", 826, UTF8_STRING);
  public static final Avp CONTENT_LENGTH = tgpp("Content-Length", 827, UNSIGNED_32);
  public static final Avp CONTENT_DISPOSITION = tgpp("Content-Disposition", 828, UTF8_STRING);
  public static final Avp ORIGINATOR = tgppEnum("Originator", 864, 0, 1);
  public static final Avp MESSAGE_BODY =
      tgppGroup(
          "Message-Body",
          889,
          open(
              one(CONTENT_TYPE),
              one(CONTENT_LENGTH),
              maybe(CONTENT_DISPOSITION),
              maybe(ORIGINATOR)));

  // End
  public static final Avp CAUSE_CODE = tgpp("Cause-Code", 861, INTEGER_32);
  public static final Avp REASON_HEADER = tgpp("Reason-Header", 3401, UTF8_STRING);

  // Operator extensions
  public static final Avp SERVICE_SPECIFIC_DATA = tgpp("Service-Specific-Data", 863, UTF8_STRING);
  public static final Avp SERVICE_SPECIFIC_TYPE = tgpp("Service-Specific-Type", 1257, UNSIGNED_32);
  public static final Avp SERVICE_SPECIFIC_INFO =
      tgppGroup(
          "Service-Specific-Info",
          1249,
          open(maybe(SERVICE_SPECIFIC_DATA), maybe(SERVICE_SPECIFIC_TYPE)));

  public static final Avp IMS_INFORMATION =
      tgppGroup(
          "IMS-Information",
          876,
          open(
              maybe(EVENT_TYPE),
              maybe(ROLE_OF_NODE),
              one(NODE_FUNCTIONALITY),
              maybe(USER_SESSION_ID),
              maybe(OUTGOING_SESSION_ID),
              any(CALLING_PARTY_ADDRESS),
              maybe(CALLED_PARTY_ADDRESS),
              any(CALLED_ASSERTED_IDENTITY),
              any(REQUESTED_PARTY_ADDRESS),
              any(ASSOCIATED_URI),
              maybe(TIME_STAMPS),
              any(APPLICATION_SERVER_INFORMATION),
              any(INTER_OPERATOR_IDENTIFIER),
              maybe(IMS_CHARGING_IDENTIFIER),
              maybe(SDP_TIME_STAMPS),
              any(SDP_SESSION_DESCRIPTION),
              any(SDP_MEDIA_COMPONENT),
              maybe(ACCESS_NETWORK_INFORMATION),
              maybe(CELLULAR_NETWORK_INFORMATION),
              maybe(IMS_VISITED_NETWORK_IDENTIFIER),
              maybe(INSTANCE_ID),
              maybe(NUMBER_PORTABILITY_ROUTING_INFORMATION),
              maybe(CARRIER_SELECT_ROUTING_INFORMATION),
              any(MESSAGE_BODY),
              maybe(CAUSE_CODE),
              any(REASON_HEADER),
              maybe(IMS_COMMUNICATION_SERVICE_IDENTIFIER),
              maybe(IMS_APPLICATION_REFERENCE_IDENTIFIER),
              maybe(ONLINE_CHARGING_FLAG),
              any(SERVICE_SPECIFIC_INFO),
              maybe(FROM_ADDRESS)));

  // Participants, in the manner of PoC (TS 32.299 7.2.150)
  public static final Avp POC_SERVER_ROLE = tgppEnum("PoC-Server-Role", 883, 0, 1, 2, 3);
  public static final Avp POC_SESSION_TYPE = tgppEnum("PoC-Session-Type", 884, 0, 1, 2, 3);
  public static final Avp NUMBER_OF_PARTICIPANTS = tgpp("Number-Of-Participants", 885, UNSIGNED_32);
  public static final Avp PARTICIPANTS_INVOLVED = tgpp("Participants-Involved", 887, UTF8_STRING);
  public static final Avp PARTICIPANT_ACCESS_PRIORITY =
      tgppEnum("Participant-Access-Priority", 1259, 1, 2, 3, 4);
  public static final Avp USER_PARTICIPATING_TYPE =
      tgppEnum("User-Participating-Type", 1279, 0, 1, 2);
  public static final Avp PARTICIPANT_GROUP =
      tgppGroup(
          "Participant-Group",
          1260,
          open(
              maybe(CALLED_PARTY_ADDRESS),
              maybe(PARTICIPANT_ACCESS_PRIORITY),
              maybe(USER_PARTICIPATING_TYPE)));
  public static final Avp POC_SESSION_ID = tgpp("PoC-Session-Id", 1229, UTF8_STRING);
  public static final Avp POC_CONTROLLING_ADDRESS =
      tgpp("PoC-Controlling-Address", 858, UTF8_STRING);
  public static final Avp POC_GROUP_NAME = tgpp("PoC-Group-Name", 859, UTF8_STRING);
  public static final Avp CHARGED_PARTY = tgpp("Charged-Party", 857, UTF8_STRING);
  public static final Avp POC_INFORMATION =
      tgppGroup(
          "PoC-Information",
          879,
          open(
              maybe(POC_SERVER_ROLE),
              maybe(POC_SESSION_TYPE),
              maybe(NUMBER_OF_PARTICIPANTS),
              any(PARTICIPANTS_INVOLVED),
              any(PARTICIPANT_GROUP),
              maybe(POC_CONTROLLING_ADDRESS),
              maybe(POC_GROUP_NAME),
              maybe(POC_SESSION_ID),
              maybe(CHARGED_PARTY)));

  // OMA (DDS Charging Data 6.2, 8.5.6, 8.5.10)
  public static final Avp APPLICATION_SERVER_ID = tgpp("Application-Server-ID", 2101, UTF8_STRING);
  public static final Avp APPLICATION_SERVICE_TYPE =
      tgppEnum("Application-Service-Type", 2102, 100, 101, 102, 103, 104, 105);
  public static final Avp APPLICATION_SESSION_ID =
      tgpp("Application-Session-ID", 2103, UNSIGNED_32);
  public static final Avp DELIVERY_STATUS = tgpp("Delivery-Status", 2104, UTF8_STRING);
  public static final Avp SERVICE_GENERIC_INFORMATION =
      tgppGroup(
          "Service-Generic-Information",
          1256,
          open(
              maybe(APPLICATION_SERVER_ID),
              maybe(APPLICATION_SERVICE_TYPE),
              maybe(APPLICATION_SESSION_ID),
              maybe(DELIVERY_STATUS)));
  public static final Avp NUMBER_OF_MESSAGES_SUCCESSFULLY_EXPLODED =
      tgpp("Number-Of-Messages-Successfully-Exploded", 2111, UNSIGNED_32);
  public static final Avp NUMBER_OF_MESSAGES_SUCCESSFULLY_SENT =
      tgpp("Number-Of-Messages-Successfully-Sent", 2112, UNSIGNED_32);
  public static final Avp TOTAL_NUMBER_OF_MESSAGES_EXPLODED =
      tgpp("Total-Number-Of-Messages-Exploded", 2113, UNSIGNED_32);
  public static final Avp TOTAL_NUMBER_OF_MESSAGES_SENT =
      tgpp("Total-Number-Of-Messages-Sent", 2114, UNSIGNED_32);
  public static final Avp IM_INFORMATION =
      tgppGroup(
          "IM-Information",
          2110,
          open(
              maybe(TOTAL_NUMBER_OF_MESSAGES_SENT),
              maybe(TOTAL_NUMBER_OF_MESSAGES_EXPLODED),
              maybe(NUMBER_OF_MESSAGES_SUCCESSFULLY_SENT),
              maybe(NUMBER_OF_MESSAGES_SUCCESSFULLY_EXPLODED)));

  public static final Avp SERVICE_INFORMATION =
      tgppGroup(
          "Service-Information",
          873,
          open(
              any(CreditControlAvps.SUBSCRIPTION_ID),
              maybe(IMS_INFORMATION),
              maybe(POC_INFORMATION),
              maybe(SERVICE_GENERIC_INFORMATION),
              maybe(IM_INFORMATION)));

  private ChargingAvps() {}
}
