package io.tollgate.diameter.avp;

import static io.tollgate.diameter.avp.AvpType.ENUMERATED;
import static io.tollgate.diameter.avp.AvpType.INTEGER_32;
import static io.tollgate.diameter.avp.AvpType.INTEGER_64;
import static io.tollgate.diameter.avp.AvpType.OCTET_STRING;
import static io.tollgate.diameter.avp.AvpType.TIME;
import static io.tollgate.diameter.avp.AvpType.UNSIGNED_32;
import static io.tollgate.diameter.avp.AvpType.UNSIGNED_64;
import static io.tollgate.diameter.avp.AvpType.UTF8_STRING;
import static io.tollgate.diameter.avp.Grammar.any;
import static io.tollgate.diameter.avp.Grammar.maybe;
import static io.tollgate.diameter.avp.Grammar.one;
import static io.tollgate.diameter.avp.Grammar.open;
import static io.tollgate.diameter.avp.Row.ietf;
import static io.tollgate.diameter.avp.Row.ietfEnum;
import static io.tollgate.diameter.avp.Row.ietfGroup;
import static io.tollgate.diameter.avp.Row.ietfGroupOptional;
import static io.tollgate.diameter.avp.Row.ietfOptional;
import static io.tollgate.diameter.avp.Row.tgpp;
import static io.tollgate.diameter.avp.Row.tgppEnum;
import static io.tollgate.diameter.avp.Row.tgppGroup;

/** AVPs of credit control (RFC 8506 8) and what 3GPP adds to them (TS 32.299 7.2). */
public final class CreditControlAvps {
  public static final Avp FILTER_ID = ietf("Filter-Id", 11, UTF8_STRING);
  public static final Avp CC_CORRELATION_ID = ietfOptional("CC-Correlation-Id", 411, OCTET_STRING);
  public static final Avp CC_INPUT_OCTETS = ietf("CC-Input-Octets", 412, UNSIGNED_64);
  public static final Avp CC_OUTPUT_OCTETS = ietf("CC-Output-Octets", 414, UNSIGNED_64);
  public static final Avp CC_REQUEST_NUMBER = ietf("CC-Request-Number", 415, UNSIGNED_32);
  public static final Avp CC_REQUEST_TYPE = ietfEnum("CC-Request-Type", 416, 1, 2, 3, 4);
  public static final Avp CC_SERVICE_SPECIFIC_UNITS =
      ietf("CC-Service-Specific-Units", 417, UNSIGNED_64);
  public static final Avp CC_SESSION_FAILOVER = ietfEnum("CC-Session-Failover", 418, 0, 1);
  public static final Avp CC_TIME = ietf("CC-Time", 420, UNSIGNED_32);
  public static final Avp CC_TOTAL_OCTETS = ietf("CC-Total-Octets", 421, UNSIGNED_64);
  public static final Avp CHECK_BALANCE_RESULT = ietfEnum("Check-Balance-Result", 422, 0, 1);
  public static final Avp COST_UNIT = ietf("Cost-Unit", 424, UTF8_STRING);
  public static final Avp CURRENCY_CODE = ietf("Currency-Code", 425, UNSIGNED_32);
  public static final Avp CREDIT_CONTROL_FAILURE_HANDLING =
      ietfEnum("Credit-Control-Failure-Handling", 427, 0, 1, 2);
  public static final Avp DIRECT_DEBITING_FAILURE_HANDLING =
      ietfEnum("Direct-Debiting-Failure-Handling", 428, 0, 1);
  public static final Avp EXPONENT = ietf("Exponent", 429, INTEGER_32);
  public static final Avp RATING_GROUP = ietf("Rating-Group", 432, UNSIGNED_32);
  public static final Avp REDIRECT_ADDRESS_TYPE =
      ietfEnum("Redirect-Address-Type", 433, 0, 1, 2, 3);
  public static final Avp REDIRECT_SERVER_ADDRESS =
      ietf("Redirect-Server-Address", 435, UTF8_STRING);
  public static final Avp REDIRECT_SERVER =
      ietfGroup(
          "Redirect-Server", 434, open(one(REDIRECT_ADDRESS_TYPE), one(REDIRECT_SERVER_ADDRESS)));
  public static final Avp REQUESTED_ACTION = ietfEnum("Requested-Action", 436, 0, 1, 2, 3);
  public static final Avp RESTRICTION_FILTER_RULE =
      ietf("Restriction-Filter-Rule", 438, OCTET_STRING);
  public static final Avp SERVICE_IDENTIFIER = ietf("Service-Identifier", 439, UNSIGNED_32);
  public static final Avp SUBSCRIPTION_ID_DATA = ietf("Subscription-Id-Data", 444, UTF8_STRING);
  public static final Avp SUBSCRIPTION_ID_TYPE =
      ietfEnum("Subscription-Id-Type", 450, 0, 1, 2, 3, 4);
  public static final Avp SUBSCRIPTION_ID =
      ietfGroup("Subscription-Id", 443, open(one(SUBSCRIPTION_ID_TYPE), one(SUBSCRIPTION_ID_DATA)));
  public static final Avp VALUE_DIGITS = ietf("Value-Digits", 447, INTEGER_64);
  public static final Avp UNIT_VALUE =
      ietfGroup("Unit-Value", 445, open(one(VALUE_DIGITS), maybe(EXPONENT)));
  public static final Avp VALIDITY_TIME = ietf("Validity-Time", 448, UNSIGNED_32);

  /** Any value: an action we do not know counts as TERMINATE (RFC 8506 8.35). */
  public static final Avp FINAL_UNIT_ACTION = ietf("Final-Unit-Action", 449, ENUMERATED);

  public static final Avp TARIFF_TIME_CHANGE = ietf("Tariff-Time-Change", 451, TIME);
  public static final Avp TARIFF_CHANGE_USAGE = ietfEnum("Tariff-Change-Usage", 452, 0, 1, 2);
  public static final Avp G_S_U_POOL_IDENTIFIER = ietf("G-S-U-Pool-Identifier", 453, UNSIGNED_32);
  public static final Avp CC_UNIT_TYPE = ietfEnum("CC-Unit-Type", 454, 0, 1, 2, 3, 4, 5);
  public static final Avp MULTIPLE_SERVICES_INDICATOR =
      ietfEnum("Multiple-Services-Indicator", 455, 0, 1);
  public static final Avp SERVICE_CONTEXT_ID = ietf("Service-Context-Id", 461, UTF8_STRING);
  public static final Avp USER_EQUIPMENT_INFO_TYPE =
      ietfOptional("User-ParticipatingContext-Info-Type", 459, ENUMERATED);
  public static final Avp USER_EQUIPMENT_INFO_VALUE =
      ietfOptional("User-ParticipatingContext-Info-Value", 460, OCTET_STRING);
  public static final Avp USER_EQUIPMENT_INFO =
      ietfGroupOptional(
          "User-ParticipatingContext-Info",
          458,
          open(one(USER_EQUIPMENT_INFO_TYPE), one(USER_EQUIPMENT_INFO_VALUE)));
  public static final Avp CC_MONEY =
      ietfGroup("CC-Money", 413, open(one(UNIT_VALUE), maybe(CURRENCY_CODE)));
  public static final Avp COST_INFORMATION =
      ietfGroup(
          "Cost-Information", 423, open(one(UNIT_VALUE), one(CURRENCY_CODE), maybe(COST_UNIT)));
  public static final Avp FINAL_UNIT_INDICATION =
      ietfGroup(
          "Final-Unit-Indication",
          430,
          open(
              one(FINAL_UNIT_ACTION),
              any(RESTRICTION_FILTER_RULE),
              any(FILTER_ID),
              maybe(REDIRECT_SERVER)));

  public static final Avp TRIGGER_TYPE = tgpp("Trigger-Type", 870, ENUMERATED);
  public static final Avp TRIGGER = tgppGroup("Trigger", 1264, open(any(TRIGGER_TYPE)));
  public static final Avp REPORTING_REASON =
      tgppEnum("Reporting-Reason", 872, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  public static final Avp TIME_QUOTA_THRESHOLD = tgpp("Time-Quota-Threshold", 868, UNSIGNED_32);
  public static final Avp VOLUME_QUOTA_THRESHOLD = tgpp("Volume-Quota-Threshold", 869, UNSIGNED_32);
  public static final Avp QUOTA_HOLDING_TIME = tgpp("Quota-Holding-Time", 871, UNSIGNED_32);
  public static final Avp QUOTA_CONSUMPTION_TIME = tgpp("Quota-Consumption-Time", 881, UNSIGNED_32);
  public static final Avp UNIT_QUOTA_THRESHOLD = tgpp("Unit-Quota-Threshold", 1226, UNSIGNED_32);
  public static final Avp BASE_TIME_INTERVAL = tgpp("Base-Time-Interval", 1265, UNSIGNED_32);
  public static final Avp TIME_QUOTA_TYPE = tgppEnum("Time-Quota-Type", 1271, 0, 1);
  public static final Avp TIME_QUOTA_MECHANISM =
      tgppGroup("Time-Quota-Mechanism", 1270, open(one(TIME_QUOTA_TYPE), one(BASE_TIME_INTERVAL)));
  public static final Avp REFUND_INFORMATION = tgpp("Refund-Information", 2022, OCTET_STRING);
  public static final Avp LOW_BALANCE_INDICATION = tgppEnum("Low-Balance-Indication", 2020, 0, 1);
  public static final Avp REMAINING_BALANCE =
      tgppGroup("Remaining-Balance", 2021, open(one(UNIT_VALUE), one(CURRENCY_CODE)));

  public static final Avp G_S_U_POOL_REFERENCE =
      ietfGroup(
          "G-S-U-Pool-Reference",
          457,
          open(one(G_S_U_POOL_IDENTIFIER), one(CC_UNIT_TYPE), one(UNIT_VALUE)));
  public static final Avp GRANTED_SERVICE_UNIT =
      ietfGroup(
          "Granted-Service-Unit",
          431,
          open(
              maybe(TARIFF_TIME_CHANGE),
              maybe(CC_TIME),
              maybe(CC_MONEY),
              maybe(CC_TOTAL_OCTETS),
              maybe(CC_INPUT_OCTETS),
              maybe(CC_OUTPUT_OCTETS),
              maybe(CC_SERVICE_SPECIFIC_UNITS)));
  public static final Avp REQUESTED_SERVICE_UNIT =
      ietfGroup(
          "Requested-Service-Unit",
          437,
          open(
              maybe(CC_TIME),
              maybe(CC_MONEY),
              maybe(CC_TOTAL_OCTETS),
              maybe(CC_INPUT_OCTETS),
              maybe(CC_OUTPUT_OCTETS),
              maybe(CC_SERVICE_SPECIFIC_UNITS)));
  public static final Avp USED_SERVICE_UNIT =
      ietfGroup(
          "Used-Service-Unit",
          446,
          open(
              any(REPORTING_REASON),
              maybe(TARIFF_CHANGE_USAGE),
              maybe(CC_TIME),
              maybe(CC_MONEY),
              maybe(CC_TOTAL_OCTETS),
              maybe(CC_INPUT_OCTETS),
              maybe(CC_OUTPUT_OCTETS),
              maybe(CC_SERVICE_SPECIFIC_UNITS)));
  public static final Avp MULTIPLE_SERVICES_CREDIT_CONTROL =
      ietfGroup(
          "Multiple-Services-Credit-Control",
          456,
          open(
              maybe(GRANTED_SERVICE_UNIT),
              maybe(REQUESTED_SERVICE_UNIT),
              any(USED_SERVICE_UNIT),
              maybe(TARIFF_CHANGE_USAGE),
              any(SERVICE_IDENTIFIER),
              maybe(RATING_GROUP),
              any(G_S_U_POOL_REFERENCE),
              maybe(VALIDITY_TIME),
              maybe(BaseAvps.RESULT_CODE),
              maybe(FINAL_UNIT_INDICATION),
              maybe(TIME_QUOTA_THRESHOLD),
              maybe(VOLUME_QUOTA_THRESHOLD),
              maybe(UNIT_QUOTA_THRESHOLD),
              maybe(QUOTA_HOLDING_TIME),
              maybe(QUOTA_CONSUMPTION_TIME),
              any(REPORTING_REASON),
              maybe(TRIGGER),
              maybe(TIME_QUOTA_MECHANISM),
              maybe(REFUND_INFORMATION)));

  private CreditControlAvps() {}
}
