package io.tollgate.ledger.cdr;

import static io.tollgate.ledger.cdr.AsSchema.Leaf.BOOLEAN;
import static io.tollgate.ledger.cdr.AsSchema.Leaf.INTEGER;
import static io.tollgate.ledger.cdr.AsSchema.Leaf.NOTHING;
import static io.tollgate.ledger.cdr.AsSchema.Leaf.TEXT;
import static io.tollgate.ledger.cdr.AsSchema.Leaf.TIME;
import static java.util.Map.entry;

import java.util.Map;

/** What the tags of an ASRecord stand for, to read one; names are those of TS 32.298. */
final class AsSchema {
  /** What a value is. */
  sealed interface Type {}

  /** A value without parts. */
  enum Leaf implements Type {
    TEXT,
    INTEGER,
    BOOLEAN,
    NOTHING,
    TIME
  }

  /** A SET, SEQUENCE or CHOICE: its members by their tags. */
  record Group(Map<Integer, Member> members) implements Type {}

  /** SEQUENCE OF; elements of a CHOICE are told apart by their tags, others have universal ones. */
  record ListOf(Type element) implements Type {}

  /** A field. */
  record Member(String name, Type type) {}

  private static final Group PARTY =
      new Group(
          Map.of(
              0, new Member("sIP-URI", TEXT),
              1, new Member("tEL-URI", TEXT),
              2, new Member("uRN", TEXT),
              3, new Member("iSDN-E164", TEXT)));

  private static final ListOf PARTIES = new ListOf(PARTY);
  private static final ListOf TEXTS = new ListOf(TEXT);

  private static final Group COMPONENT =
      new Group(
          Map.of(
              0, new Member("sDP-Media-Name", TEXT),
              1, new Member("sDP-Media-Descriptions", TEXTS)));

  private static final Group MEDIA =
      new Group(
          Map.of(
              0, new Member("sIP-Request-Timestamp", TIME),
              1, new Member("sIP-Response-Timestamp", TIME),
              2, new Member("sDP-Media-Components", new ListOf(COMPONENT)),
              4, new Member("sDP-Session-Description", TEXTS),
              8, new Member("sDP-Type", INTEGER)));

  private static final Group BODY =
      new Group(
          Map.of(
              0, new Member("content-Type", TEXT),
              1, new Member("content-Disposition", TEXT),
              2, new Member("content-Length", INTEGER)));

  private static final Group SUBSCRIPTION =
      new Group(
          Map.of(
              0, new Member("subscriptionIDType", INTEGER),
              1, new Member("subscriptionIDData", TEXT)));

  private static final Group SPECIFIC =
      new Group(
          Map.of(
              0, new Member("serviceSpecificData", TEXT),
              1, new Member("serviceSpecificType", INTEGER)));

  private static final Group OPERATORS =
      new Group(
          Map.of(0, new Member("originatingIOI", TEXT), 1, new Member("terminatingIOI", TEXT)));

  private static final Group INCOMPLETE =
      new Group(
          Map.of(
              0, new Member("aCRStartLost", BOOLEAN),
              1, new Member("aCRInterimLost", INTEGER),
              2, new Member("aCRStopLost", BOOLEAN)));

  static final Group AS_RECORD =
      new Group(
          Map.ofEntries(
              entry(AsTags.RECORD_TYPE, new Member("recordType", INTEGER)),
              entry(AsTags.SIP_METHOD, new Member("sIP-Method", TEXT)),
              entry(AsTags.ROLE_OF_NODE, new Member("role-of-Node", INTEGER)),
              entry(
                  AsTags.NODE_ADDRESS,
                  new Member(
                      "nodeAddress",
                      new Group(Map.of(AsTags.DOMAIN_NAME, new Member("domainName", TEXT))))),
              entry(AsTags.SESSION_ID, new Member("session-Id", TEXT)),
              entry(AsTags.CALLING, new Member("list-Of-Calling-Party-Address", PARTIES)),
              entry(AsTags.CALLED, new Member("called-Party-Address", PARTY)),
              entry(AsTags.REQUESTED, new Member("serviceRequestTimeStamp", TIME)),
              entry(AsTags.STARTED, new Member("serviceDeliveryStartTimeStamp", TIME)),
              entry(AsTags.ENDED, new Member("serviceDeliveryEndTimeStamp", TIME)),
              entry(AsTags.OPENED, new Member("recordOpeningTime", TIME)),
              entry(AsTags.CLOSED, new Member("recordClosureTime", TIME)),
              entry(AsTags.OPERATORS, new Member("interOperatorIdentifiers", OPERATORS)),
              entry(AsTags.LOCAL_NUMBER, new Member("localRecordSequenceNumber", INTEGER)),
              entry(AsTags.CAUSE, new Member("causeForRecordClosing", INTEGER)),
              entry(AsTags.INCOMPLETE, new Member("incomplete-CDR-Indication", INCOMPLETE)),
              entry(AsTags.ICID, new Member("iMS-Charging-Identifier", TEXT)),
              entry(AsTags.MEDIA, new Member("list-Of-SDP-Media-Components", new ListOf(MEDIA))),
              entry(AsTags.RETURN_CODE, new Member("serviceReasonReturnCode", TEXT)),
              entry(AsTags.BODIES, new Member("list-Of-Message-Bodies", new ListOf(BODY))),
              entry(AsTags.ACCESS_NETWORK, new Member("accessNetworkInformation", TEXT)),
              entry(AsTags.SERVICE_CONTEXT, new Member("serviceContextID", TEXT)),
              entry(
                  AsTags.SUBSCRIPTIONS,
                  new Member("list-of-subscription-ID", new ListOf(SUBSCRIPTION))),
              entry(AsTags.ICSI, new Member("iMSCommunicationServiceIdentifier", TEXT)),
              entry(AsTags.PORTED, new Member("numberPortabilityRouting", TEXT)),
              entry(AsTags.CARRIER, new Member("carrierSelectRouting", TEXT)),
              entry(
                  AsTags.REQUESTED_FRACTION,
                  new Member("serviceRequestTimeStampFraction", INTEGER)),
              entry(
                  AsTags.STARTED_FRACTION,
                  new Member("serviceDeliveryStartTimeStampFraction", INTEGER)),
              entry(
                  AsTags.ENDED_FRACTION,
                  new Member("serviceDeliveryEndTimeStampFraction", INTEGER)),
              entry(
                  AsTags.REQUESTED_PARTIES, new Member("list-of-Requested-Party-Address", PARTIES)),
              entry(AsTags.ONLINE_CHARGED, new Member("online-charging-flag", NOTHING)),
              entry(AsTags.FROM, new Member("fromAddress", TEXT)),
              entry(AsTags.VISITED, new Member("iMSVisitedNetworkIdentifier", TEXT)),
              entry(AsTags.REASONS, new Member("listOfReasonHeader", TEXTS)),
              entry(AsTags.INSTANCE, new Member("instanceId", TEXT)),
              entry(AsTags.CELLULAR, new Member("cellularNetworkInformation", TEXT)),
              entry(AsTags.SPECIFIC, new Member("serviceSpecificInfo", new ListOf(SPECIFIC))),
              entry(
                  AsTags.CALLED_ASSERTED, new Member("list-Of-Called-Asserted-Identity", PARTIES)),
              entry(AsTags.ALTERNATE_PAYER, new Member("alternateChargedPartyAddress", TEXT)),
              entry(AsTags.OUTGOING_SESSION_ID, new Member("outgoingSessionId", TEXT))));

  private AsSchema() {}
}
