package io.tollgate.diameter.ro;

import static io.tollgate.diameter.avp.BaseAvps.*;
import static io.tollgate.diameter.avp.CreditControlAvps.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AdviceOfCharge;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.DebitFailureHandling;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.Octets;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.diameter.avp.AvpWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CreditAnswerReaderTest {

  @Test
  void readsAGrantWithEverythingItCanSay() {
    Instant change = Instant.parse("2026-03-01T18:00:00Z");
    ServiceGrant grant =
        grant(
            service ->
                service
                    .group(
                        GRANTED_SERVICE_UNIT,
                        units ->
                            units
                                .time(TARIFF_TIME_CHANGE, change)
                                .unsigned32(CC_TIME, 60)
                                .unsigned64(CC_TOTAL_OCTETS, -1)
                                .unsigned64(CC_SERVICE_SPECIFIC_UNITS, 10))
                    .unsigned32(SERVICE_IDENTIFIER, 7)
                    .unsigned32(RATING_GROUP, 100)
                    .unsigned32(VALIDITY_TIME, 300)
                    .unsigned32(RESULT_CODE, 2001)
                    .unsigned32(TIME_QUOTA_THRESHOLD, 5)
                    .unsigned32(VOLUME_QUOTA_THRESHOLD, 6)
                    .unsigned32(UNIT_QUOTA_THRESHOLD, 7)
                    .unsigned32(QUOTA_HOLDING_TIME, 0)
                    .unsigned32(QUOTA_CONSUMPTION_TIME, 9)
                    .group(
                        TRIGGER,
                        triggers ->
                            triggers.integer32(TRIGGER_TYPE, 50).integer32(TRIGGER_TYPE, 12))
                    .octets(REFUND_INFORMATION, new byte[] {1, 2}));
    assertThat(grant.ratingGroup()).isEqualTo(100);
    assertThat(grant.serviceIdentifier()).isEqualTo(7);
    assertThat(grant.resultCode()).isEqualTo(2001);
    assertThat(requireNonNull(grant.granted()).get(UnitType.TIME)).isEqualTo(60);
    assertThat(grant.granted().get(UnitType.TOTAL_OCTETS)).isEqualTo(Long.MAX_VALUE);
    assertThat(grant.granted().get(UnitType.SERVICE_SPECIFIC)).isEqualTo(10);
    assertThat(grant.tariffChange()).isEqualTo(change);
    assertThat(grant.validity()).isEqualTo(Duration.ofMinutes(5));
    assertThat(grant.timeThreshold()).isEqualTo(5);
    assertThat(grant.volumeThreshold()).isEqualTo(6);
    assertThat(grant.unitThreshold()).isEqualTo(7);
    assertThat(grant.holdingTime()).isZero();
    assertThat(grant.consumptionTime()).isEqualTo(Duration.ofSeconds(9));
    assertThat(grant.triggers()).containsExactly(TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
    assertThat(grant.refundInformation()).isEqualTo(new Octets("0102"));
    assertThat(grant.unknownUnits()).isFalse();
  }

  @Test
  void anEmptyTriggerDisarmsAllAndNoneLeavesThemAsTheyAre() {
    assertThat(grant(service -> service.group(TRIGGER, none -> {})).triggers()).isEmpty();
    assertThat(grant(service -> {}).triggers()).isNull();
  }

  /** RFC 8506 5.1.2: its share of the pool is its grant, so that the pool is never overdrawn. */
  @Test
  void aMemberOfACreditPoolHasItsOwnShare() {
    ServiceGrant grant =
        grant(
            service ->
                service
                    .group(
                        GRANTED_SERVICE_UNIT,
                        units -> units.unsigned64(CC_SERVICE_SPECIFIC_UNITS, 10))
                    .unsigned32(RATING_GROUP, 100)
                    .group(
                        G_S_U_POOL_REFERENCE,
                        pool ->
                            pool.unsigned32(G_S_U_POOL_IDENTIFIER, 1)
                                .integer32(CC_UNIT_TYPE, 5)
                                .group(UNIT_VALUE, value -> value.integer64(VALUE_DIGITS, 3))));
    assertThat(grant.granted()).isEqualTo(Units.of(UnitType.SERVICE_SPECIFIC, 10));
    assertThat(grant.unknownUnits()).isFalse();
  }

  @Test
  void unitsNobodyCanCountAreNoticed() {
    ServiceGrant grant =
        grant(
            service ->
                service.group(
                    GRANTED_SERVICE_UNIT,
                    units ->
                        units.group(
                            CC_MONEY,
                            money ->
                                money.group(
                                    UNIT_VALUE, value -> value.integer64(VALUE_DIGITS, 5)))));
    assertThat(grant.unknownUnits()).isTrue();
  }

  @Test
  void aFinalUnitActionNobodyKnowsIsTermination() {
    assertThat(finalUnit(99, 3).action()).isEqualTo(FinalUnit.Action.TERMINATE);
    assertThat(finalUnit(2, 3).action()).isEqualTo(FinalUnit.Action.RESTRICT_ACCESS);
  }

  /** RFC 8506 5.6.3. */
  @Test
  void whereARestrictedUserMayGoIsTold() {
    FinalUnit last =
        grant(
                service ->
                    service.group(
                        FINAL_UNIT_INDICATION,
                        unit ->
                            unit.integer32(FINAL_UNIT_ACTION, 2)
                                .text(FILTER_ID, "care")
                                .text(FILTER_ID, "top-up")
                                .octets(
                                    RESTRICTION_FILTER_RULE,
                                    "permit in ip from any to any".getBytes(UTF_8))))
            .finalUnit();
    assertThat(requireNonNull(last).filters()).containsExactly("care", "top-up");
    assertThat(last.rules()).containsExactly("permit in ip from any to any");
  }

  /** TS 32.299 6.4.3. */
  @Test
  void whatIsSaidOfTheBalanceIsAdvice() {
    CreditAnswer answer =
        CreditAnswerReader.read(
            new AvpWriter()
                .unsigned32(RESULT_CODE, 2001)
                .integer32(LOW_BALANCE_INDICATION, 1)
                .group(
                    REMAINING_BALANCE,
                    balance ->
                        balance
                            .group(UNIT_VALUE, value -> value.integer64(VALUE_DIGITS, 40))
                            .unsigned32(CURRENCY_CODE, 999_999))
                .toAvps());
    assertThat(answer.advice()).isEqualTo(new AdviceOfCharge(null, "40 999999", true));
  }

  @Test
  void onlyASipAddressIsSomewhereToRedirectTo() {
    assertThat(finalUnit(1, 3).redirectUri()).isEqualTo("sip:topup@example.com");
    assertThat(finalUnit(1, 2).redirectUri()).isNull();
  }

  @Test
  void readsTheCommandLevel() {
    CreditAnswer answer =
        CreditAnswerReader.read(
            new AvpWriter()
                .unsigned32(RESULT_CODE, 2001)
                .integer32(CC_SESSION_FAILOVER, 1)
                .integer32(CREDIT_CONTROL_FAILURE_HANDLING, 1)
                .integer32(DIRECT_DEBITING_FAILURE_HANDLING, 0)
                .integer32(CHECK_BALANCE_RESULT, 0)
                .group(
                    COST_INFORMATION,
                    cost ->
                        cost.group(
                                UNIT_VALUE,
                                value -> value.integer64(VALUE_DIGITS, 125).integer32(EXPONENT, -2))
                            .unsigned32(CURRENCY_CODE, 978)
                            .text(COST_UNIT, "message"))
                .unsigned32(ORIGIN_STATE_ID, 17)
                .toAvps());
    assertThat(answer.isSuccess()).isTrue();
    assertThat(answer.failoverSupported()).isTrue();
    assertThat(answer.failureHandling()).isEqualTo(FailureHandling.CONTINUE);
    assertThat(answer.debitFailureHandling()).isEqualTo(DebitFailureHandling.TERMINATE_OR_BUFFER);
    assertThat(answer.enoughCredit()).isTrue();
    assertThat(answer.advice()).isEqualTo(new AdviceOfCharge("1.25 EUR per message", null, false));
    assertThat(answer.originStateId()).isEqualTo(17);
  }

  @Test
  void unitsOfAnEventMayStandAtCommandLevel() {
    CreditAnswer answer =
        CreditAnswerReader.read(
            new AvpWriter()
                .unsigned32(RESULT_CODE, 2001)
                .group(
                    GRANTED_SERVICE_UNIT, units -> units.unsigned64(CC_SERVICE_SPECIFIC_UNITS, 2))
                .toAvps());
    assertThat(answer.services()).hasSize(1);
    assertThat(requireNonNull(answer.services().get(0).granted()).get(UnitType.SERVICE_SPECIFIC))
        .isEqualTo(2);
  }

  @Test
  void failedAvpIsReadable() {
    CreditAnswer answer =
        CreditAnswerReader.read(
            new AvpWriter()
                .unsigned32(RESULT_CODE, 5031)
                .group(FAILED_AVP, failed -> failed.unsigned32(RATING_GROUP, 100))
                .text(ERROR_MESSAGE, "no tariff")
                .toAvps());
    assertThat(answer.failedAvp()).isEqualTo("Rating-Group (432) = 0x00000064, no tariff");
  }

  private static FinalUnit finalUnit(int action, int addressType) {
    return requireNonNull(
        grant(
                service ->
                    service.group(
                        FINAL_UNIT_INDICATION,
                        last ->
                            last.integer32(FINAL_UNIT_ACTION, action)
                                .group(
                                    REDIRECT_SERVER,
                                    server ->
                                        server
                                            .integer32(REDIRECT_ADDRESS_TYPE, addressType)
                                            .text(
                                                REDIRECT_SERVER_ADDRESS, "sip:topup@example.com"))))
            .finalUnit());
  }

  private static ServiceGrant grant(Consumer<AvpWriter> content) {
    return CreditAnswerReader.read(
            new AvpWriter()
                .unsigned32(RESULT_CODE, 2001)
                .group(MULTIPLE_SERVICES_CREDIT_CONTROL, content)
                .toAvps())
        .services()
        .get(0);
  }
}
