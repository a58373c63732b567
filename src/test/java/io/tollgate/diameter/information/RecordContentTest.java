package io.tollgate.diameter.information;

import static io.tollgate.diameter.avp.BaseAvps.*;
import static io.tollgate.diameter.avp.ChargingAvps.*;
import static io.tollgate.diameter.avp.CreditControlAvps.*;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.information.MappingPolicy.ParticipantContainer;
import io.tollgate.diameter.rf.AccountingMapping;
import io.tollgate.diameter.ro.CreditMapping;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which AVP stands in which record. */
class RecordContentTest {

  @ParameterizedTest
  @EnumSource(RecordType.class)
  void everyAcrSaysWhichRecordOfWhichServiceItIsAndWhenItHappened(RecordType type) {
    Avps acr = acr(type);
    assertThat(acr.integer32(ACCOUNTING_RECORD_TYPE)).hasValue(type.code());
    assertThat(acr.unsigned32(ACCOUNTING_RECORD_NUMBER)).hasValue(5);
    assertThat(acr.unsigned32(ACCT_APPLICATION_ID)).hasValue(3);
    assertThat(acr.text(SERVICE_CONTEXT_ID)).isEqualTo("SIMPLE_IM@openmobilealliance.org");
    assertThat(acr.time(EVENT_TIMESTAMP))
        .isEqualTo(SampleRecords.WHEN.truncatedTo(ChronoUnit.SECONDS));
    assertThat(acr.has(USER_NAME)).as("a public identity is no NAI (RFC 6733 8.14)").isFalse();
    assertThat(acr.unsigned32(ORIGIN_STATE_ID)).hasValue(1_700_000_000L);
    assertThat(acr.has(SUBSCRIPTION_ID)).isFalse();
    assertThat(group(acr, SERVICE_INFORMATION).groups(SUBSCRIPTION_ID)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(CreditRequestType.class)
  void everyCcrIdentifiesThePayerAtCommandLevel(CreditRequestType type) {
    Avps ccr = ccr(type);
    assertThat(ccr.integer32(CC_REQUEST_TYPE)).hasValue(type.code());
    assertThat(ccr.unsigned32(CC_REQUEST_NUMBER)).hasValue(5);
    assertThat(ccr.unsigned32(AUTH_APPLICATION_ID)).hasValue(4);
    assertThat(ccr.groups(SUBSCRIPTION_ID))
        .extracting(id -> id.text(SUBSCRIPTION_ID_DATA))
        .containsExactly("4916012345", "sip:alice@example.com");
    assertThat(group(ccr, SERVICE_INFORMATION).has(SUBSCRIPTION_ID)).isFalse();
    assertThat(ccr.integer32(MULTIPLE_SERVICES_INDICATOR).isPresent())
        .isEqualTo(type == CreditRequestType.INITIAL);
    assertThat(ccr.integer32(TERMINATION_CAUSE).isPresent())
        .isEqualTo(type == CreditRequestType.TERMINATION);
    assertThat(ccr.integer32(REQUESTED_ACTION).isPresent())
        .isEqualTo(type == CreditRequestType.EVENT);
  }

  /** TS 32.299 7.2: SIP-Method and Time-Stamps are of the SIP message that made the record. */
  @Test
  void whatNoSipMessageMadeHasNoMethodAndNoTimesOfOne() {
    AvpWriter out = new AvpWriter(512);
    SampleRecords.writer()
        .write(
            out,
            SampleRecords.service("SEND", ApplicationServiceType.SENDING),
            Occasion.INTERIM,
            true);
    Avps ims = ims(out.finish());
    assertThat(ims.has(EVENT_TYPE)).isFalse();
    assertThat(ims.has(TIME_STAMPS)).isFalse();
    assertThat(ims(acr(RecordType.INTERIM)).has(EVENT_TYPE)).isTrue();
    assertThat(ims(acr(RecordType.INTERIM)).has(TIME_STAMPS)).isTrue();
  }

  @Test
  void theIdentityOfWhoAnsweredJoinedOrLeftStandsInEachRecordButTheLast() {
    assertThat(ims(acr(RecordType.START)).has(CALLED_ASSERTED_IDENTITY)).isTrue();
    assertThat(ims(acr(RecordType.EVENT)).has(CALLED_ASSERTED_IDENTITY)).isTrue();
    assertThat(ims(acr(RecordType.INTERIM)).has(CALLED_ASSERTED_IDENTITY)).isTrue();
    assertThat(ims(ccr(CreditRequestType.UPDATE)).has(CALLED_ASSERTED_IDENTITY)).isTrue();
    assertThat(ims(acr(RecordType.STOP)).has(CALLED_ASSERTED_IDENTITY)).isFalse();
  }

  @Test
  void theMediaStandInEachRecordButTheLastAndInUpdatesThatChangeThem() {
    assertThat(ims(acr(RecordType.START)).has(SDP_MEDIA_COMPONENT)).isTrue();
    assertThat(ims(acr(RecordType.INTERIM)).has(SDP_MEDIA_COMPONENT)).isTrue();
    assertThat(ims(acr(RecordType.STOP)).has(SDP_MEDIA_COMPONENT)).isFalse();
    assertThat(ims(ccr(CreditRequestType.INITIAL)).has(SDP_MEDIA_COMPONENT)).isTrue();
    assertThat(ims(ccr(CreditRequestType.UPDATE)).has(SDP_MEDIA_COMPONENT)).isFalse();
  }

  /** TS 32.299 7.2 (RFC 7315 4.3, 4.4; RFC 4694; RFC 5626). */
  @Test
  void howTheUserCameToTheNetworkStandsInEachRecord() {
    for (RecordType type : RecordType.values()) {
      Avps ims = ims(acr(type));
      assertThat(ims.octets(ACCESS_NETWORK_INFORMATION))
          .asString(UTF_8)
          .startsWith("3GPP-E-UTRAN-FDD;");
      assertThat(ims.octets(CELLULAR_NETWORK_INFORMATION))
          .asString(UTF_8)
          .contains("cell-info-age");
      assertThat(ims.text(IMS_VISITED_NETWORK_IDENTIFIER)).isEqualTo("visited.example.net");
      assertThat(ims.text(INSTANCE_ID)).startsWith("urn:uuid:");
      assertThat(ims.text(NUMBER_PORTABILITY_ROUTING_INFORMATION)).isEqualTo("+4916099");
      assertThat(ims.text(CARRIER_SELECT_ROUTING_INFORMATION)).isEqualTo("+49160");
    }
  }

  /**
   * TS 32.299 7.2, Application-Provided-Called-Party-Address: a called party that was determined
   * here and is not the requested one.
   */
  @Test
  void aCalledPartyThatWasDeterminedHereIsToldAsThat() {
    Avps server = group(ims(acr(RecordType.START)), APPLICATION_SERVER_INFORMATION);
    assertThat(server.text(APPLICATION_SERVER)).isEqualTo("sip:tollgate.example.com");
    assertThat(server.text(APPLICATION_PROVIDED_CALLED_PARTY_ADDRESS))
        .isEqualTo("sip:room1@conf.example.com");
  }

  /** TS 32.299 7.2, SDP-TimeStamps: with the media, when offer and answer went. */
  @Test
  void withTheMediaStandWhenTheyWereOfferedAndAnswered() {
    Avps times = group(ims(acr(RecordType.INTERIM)), SDP_TIME_STAMPS);
    assertThat(times.time(SDP_ANSWER_TIMESTAMP))
        .isEqualTo(SampleRecords.WHEN.truncatedTo(ChronoUnit.SECONDS));
    assertThat(times.has(SDP_OFFER_TIMESTAMP)).isTrue();
    assertThat(ims(acr(RecordType.STOP)).has(SDP_TIME_STAMPS)).isFalse();
  }

  @Test
  void theCauseStandsAtTheEndAndInEventsOnly() {
    assertThat(ims(acr(RecordType.STOP)).integer32(CAUSE_CODE)).hasValue(0);
    assertThat(ims(acr(RecordType.STOP)).text(REASON_HEADER)).startsWith("SIP;cause=200");
    assertThat(ims(acr(RecordType.EVENT)).has(CAUSE_CODE)).isTrue();
    assertThat(ims(acr(RecordType.START)).has(CAUSE_CODE)).isFalse();
    assertThat(ims(acr(RecordType.INTERIM)).has(CAUSE_CODE)).isFalse();
  }

  @Test
  void imsInformationNamesEventRolePartiesAndCorrelation() {
    Avps ims = ims(acr(RecordType.START));
    assertThat(group(ims, EVENT_TYPE).text(SIP_METHOD)).isEqualTo("INVITE");
    assertThat(ims.integer32(ROLE_OF_NODE)).hasValue(1);
    assertThat(ims.integer32(NODE_FUNCTIONALITY)).hasValue(6);
    assertThat(ims.text(USER_SESSION_ID)).isEqualTo("a84b4c76e66710@client.example.com");
    assertThat(ims.text(OUTGOING_SESSION_ID)).isEqualTo("out-1@tollgate.example.com");
    assertThat(ims.texts(CALLING_PARTY_ADDRESS))
        .containsExactly("sip:alice@example.com", "tel:+4916012345");
    assertThat(ims.text(CALLED_PARTY_ADDRESS)).isEqualTo("sip:room1@conf.example.com");
    assertThat(ims.text(REQUESTED_PARTY_ADDRESS)).isEqualTo("sip:factory@conf.example.com");
    assertThat(ims.text(IMS_CHARGING_IDENTIFIER)).isEqualTo("icid-7f3a");
    assertThat(group(ims, INTER_OPERATOR_IDENTIFIER).text(ORIGINATING_IOI))
        .isEqualTo("home.example.com");
    assertThat(group(ims, TIME_STAMPS).unsigned32(SIP_REQUEST_TIMESTAMP_FRACTION)).hasValue(539);
    assertThat(ims.integer32(ONLINE_CHARGING_FLAG)).hasValue(1);
    assertThat(ims.groups(SERVICE_SPECIFIC_INFO))
        .extracting(info -> info.text(SERVICE_SPECIFIC_DATA))
        .containsExactly("conv-1", "contrib-1");
    Avps body = group(ims, MESSAGE_BODY);
    assertThat(body.text(CONTENT_TYPE)).isEqualTo("message/cpim");
    assertThat(body.unsigned32(CONTENT_LENGTH)).hasValue(512);
  }

  @Test
  void omaInformationCarriesTheServiceAndAllFourCounters() {
    Avps service = group(acr(RecordType.INTERIM), SERVICE_INFORMATION);
    Avps generic = group(service, SERVICE_GENERIC_INFORMATION);
    assertThat(generic.text(APPLICATION_SERVER_ID)).isEqualTo("sip:tollgate.example.com");
    assertThat(generic.integer32(APPLICATION_SERVICE_TYPE)).hasValue(105);
    assertThat(generic.unsigned32(APPLICATION_SESSION_ID)).hasValue(3_000_000_000L);
    assertThat(generic.text(DELIVERY_STATUS)).isEqualTo("200");
    Avps im = group(service, IM_INFORMATION);
    assertThat(im.unsigned32(TOTAL_NUMBER_OF_MESSAGES_SENT)).hasValue(7);
    assertThat(im.unsigned32(TOTAL_NUMBER_OF_MESSAGES_EXPLODED)).hasValue(14);
    assertThat(im.unsigned32(NUMBER_OF_MESSAGES_SUCCESSFULLY_SENT)).hasValue(7);
    assertThat(im.unsigned32(NUMBER_OF_MESSAGES_SUCCESSFULLY_EXPLODED)).hasValue(13);
  }

  @Test
  void participantsStandWhereTheOperatorWantsThem() {
    Avps poc = group(group(acr(RecordType.START), SERVICE_INFORMATION), POC_INFORMATION);
    assertThat(poc.integer32(POC_SERVER_ROLE)).hasValue(1);
    assertThat(poc.integer32(POC_SESSION_TYPE)).hasValue(3);
    assertThat(poc.unsigned32(NUMBER_OF_PARTICIPANTS)).hasValue(3);
    assertThat(poc.groups(PARTICIPANT_GROUP))
        .extracting(participant -> participant.text(CALLED_PARTY_ADDRESS))
        .containsExactly("sip:alice@example.com", "sip:bob@example.com", "sip:zoë@example.net");
    assertThat(poc.text(POC_GROUP_NAME)).isEqualTo("Project room");
    assertThat(poc.text(CHARGED_PARTY)).isEqualTo("sip:alice@example.com");

    Avps direct = serviceWith(ParticipantContainer.SERVICE_INFORMATION, false);
    assertThat(direct.unsigned32(NUMBER_OF_PARTICIPANTS)).hasValue(3);
    assertThat(direct.groups(PARTICIPANT_GROUP)).hasSize(3);
    assertThat(direct.has(POC_INFORMATION)).isFalse();
    Avps none = serviceWith(ParticipantContainer.NONE, false);
    assertThat(none.has(NUMBER_OF_PARTICIPANTS)).isFalse();
    assertThat(none.has(POC_INFORMATION)).isFalse();
  }

  @Test
  void anOlderDictionaryGetsTheOmaTypesAsText() {
    Avps generic = group(serviceWith(ParticipantContainer.POC, true), SERVICE_GENERIC_INFORMATION);
    assertThat(
            new String(Objects.requireNonNull(generic.octets(APPLICATION_SERVICE_TYPE)), US_ASCII))
        .isEqualTo("105");
    assertThat(new String(Objects.requireNonNull(generic.octets(APPLICATION_SESSION_ID)), US_ASCII))
        .isEqualTo("3000000000");
  }

  @Test
  void eachServiceReportsItsUsageItsReasonsAndWhatItWants() {
    Avps update = ccr(CreditRequestType.UPDATE);
    var services = update.groups(MULTIPLE_SERVICES_CREDIT_CONTROL);
    assertThat(services).hasSize(2);
    Avps messages = services.get(0);
    assertThat(messages.unsigned32(RATING_GROUP)).hasValue(100);
    assertThat(messages.unsigned32(SERVICE_IDENTIFIER)).hasValue(101);
    Avps used = group(messages, USED_SERVICE_UNIT);
    assertThat(used.integer32(REPORTING_REASON)).hasValue(3);
    assertThat(used.integer64(CC_SERVICE_SPECIFIC_UNITS)).hasValue(10);
    assertThat(messages.has(REPORTING_REASON)).isFalse();
    Avps time = services.get(1);
    assertThat(time.integer32(REPORTING_REASON)).hasValue(6);
    assertThat(group(time, TRIGGER).integers32(TRIGGER_TYPE)).containsExactly(50);
    assertThat(time.groups(USED_SERVICE_UNIT))
        .extracting(each -> each.integer32(TARIFF_CHANGE_USAGE).orElse(-1))
        .containsExactly(0, 1);
  }

  @Test
  void anEmptyRequestLetsTheServerDecideAndNoneAsksForNothing() {
    Avps first = ccr(CreditRequestType.INITIAL).groups(MULTIPLE_SERVICES_CREDIT_CONTROL).get(0);
    assertThat(group(first, REQUESTED_SERVICE_UNIT).isEmpty()).isTrue();
    Avps last = group(ccr(CreditRequestType.TERMINATION), MULTIPLE_SERVICES_CREDIT_CONTROL);
    assertThat(last.has(REQUESTED_SERVICE_UNIT)).isFalse();
    assertThat(group(last, USED_SERVICE_UNIT).integer64(CC_TOTAL_OCTETS)).hasValue(5_000_000_000L);
  }

  @Test
  void aRefundHandsBackWhatTheDebitGave() {
    Avps service = group(ccr(CreditRequestType.EVENT), MULTIPLE_SERVICES_CREDIT_CONTROL);
    assertThat(service.octets(REFUND_INFORMATION)).containsExactly(0xCA, 0xFE, 0x01);
  }

  private static Avps serviceWith(ParticipantContainer container, boolean textTypes) {
    MappingPolicy policy =
        new MappingPolicy(
            Map.of(ServiceProfile.IM, "im@x", ServiceProfile.CPM, "cpm@x"),
            6,
            "sip:tollgate.example.com",
            container,
            textTypes,
            true,
            false,
            1);
    Avps acr =
        new AccountingMapping(new ServiceInformationWriter(policy))
            .toAcr(SampleRecords.accounting(RecordType.INTERIM, 1));
    return group(acr, SERVICE_INFORMATION);
  }

  private static Avps acr(RecordType type) {
    return new AccountingMapping(SampleRecords.writer()).toAcr(SampleRecords.accounting(type, 5));
  }

  private static Avps ccr(CreditRequestType type) {
    return new CreditMapping(SampleRecords.writer()).toCcr(SampleRecords.credit(type, 5));
  }

  private static Avps ims(Avps message) {
    return group(group(message, SERVICE_INFORMATION), IMS_INFORMATION);
  }

  private static Avps group(Avps from, io.tollgate.diameter.avp.Avp avp) {
    return Objects.requireNonNull(from.group(avp), avp::name);
  }
}
