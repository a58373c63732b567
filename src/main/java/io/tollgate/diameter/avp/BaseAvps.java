package io.tollgate.diameter.avp;

import static io.tollgate.diameter.avp.AvpType.ADDRESS;
import static io.tollgate.diameter.avp.AvpType.DIAMETER_IDENTITY;
import static io.tollgate.diameter.avp.AvpType.DIAMETER_URI;
import static io.tollgate.diameter.avp.AvpType.ENUMERATED;
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

import java.util.Set;

/** AVPs of the base protocol and its accounting (RFC 6733 4.5, RFC 7683 7). */
public final class BaseAvps {
  public static final Avp USER_NAME = ietf("User-Name", 1, UTF8_STRING);
  public static final Avp CLASS = ietf("Class", 25, OCTET_STRING);
  public static final Avp SESSION_TIMEOUT = ietf("Session-Timeout", 27, UNSIGNED_32);
  public static final Avp PROXY_STATE = ietf("Proxy-State", 33, OCTET_STRING);
  public static final Avp ACCT_SESSION_ID = ietf("Acct-Session-Id", 44, OCTET_STRING);
  public static final Avp ACCT_MULTI_SESSION_ID = ietf("Acct-Multi-Session-Id", 50, UTF8_STRING);
  public static final Avp EVENT_TIMESTAMP = ietf("Event-Timestamp", 55, TIME);
  public static final Avp ACCT_INTERIM_INTERVAL = ietf("Acct-Interim-Interval", 85, UNSIGNED_32);
  public static final Avp HOST_IP_ADDRESS = ietf("Host-IP-Address", 257, ADDRESS);
  public static final Avp AUTH_APPLICATION_ID = ietf("Auth-Application-Id", 258, UNSIGNED_32);
  public static final Avp ACCT_APPLICATION_ID = ietf("Acct-Application-Id", 259, UNSIGNED_32);
  public static final Avp REDIRECT_HOST_USAGE =
      ietfEnum("Redirect-Host-Usage", 261, 0, 1, 2, 3, 4, 5, 6);
  public static final Avp REDIRECT_MAX_CACHE_TIME =
      ietf("Redirect-Max-Cache-Time", 262, UNSIGNED_32);
  public static final Avp SESSION_ID = ietf("Session-Id", 263, UTF8_STRING);
  public static final Avp ORIGIN_HOST = ietf("Origin-Host", 264, DIAMETER_IDENTITY);
  public static final Avp SUPPORTED_VENDOR_ID = ietf("Supported-Vendor-Id", 265, UNSIGNED_32);
  public static final Avp VENDOR_ID = ietf("Vendor-Id", 266, UNSIGNED_32);
  public static final Avp FIRMWARE_REVISION = ietfOptional("Firmware-Revision", 267, UNSIGNED_32);
  public static final Avp RESULT_CODE = ietf("Result-Code", 268, UNSIGNED_32);
  public static final Avp PRODUCT_NAME = ietfOptional("Product-Name", 269, UTF8_STRING);
  public static final Avp DISCONNECT_CAUSE = ietfEnum("Disconnect-Cause", 273, 0, 1, 2);
  public static final Avp AUTH_SESSION_STATE = ietfEnum("Auth-Session-State", 277, 0, 1);
  public static final Avp ORIGIN_STATE_ID = ietf("Origin-State-Id", 278, UNSIGNED_32);
  public static final Avp FAILED_AVP = ietfGroup("Failed-AVP", 279, Grammar.ANY);
  public static final Avp PROXY_HOST = ietf("Proxy-Host", 280, DIAMETER_IDENTITY);
  public static final Avp ERROR_MESSAGE = ietfOptional("Error-Message", 281, UTF8_STRING);
  public static final Avp ROUTE_RECORD = ietf("Route-Record", 282, DIAMETER_IDENTITY);
  public static final Avp DESTINATION_REALM = ietf("Destination-Realm", 283, DIAMETER_IDENTITY);
  public static final Avp PROXY_INFO =
      ietfGroup("Proxy-Info", 284, open(one(PROXY_HOST), one(PROXY_STATE)));
  public static final Avp RE_AUTH_REQUEST_TYPE = ietfEnum("Re-Auth-Request-Type", 285, 0, 1);
  public static final Avp ACCOUNTING_SUB_SESSION_ID =
      ietf("Accounting-Sub-Session-Id", 287, UNSIGNED_64);
  public static final Avp AUTHORIZATION_LIFETIME = ietf("Authorization-Lifetime", 291, UNSIGNED_32);
  public static final Avp REDIRECT_HOST = ietf("Redirect-Host", 292, DIAMETER_URI);
  public static final Avp DESTINATION_HOST = ietf("Destination-Host", 293, DIAMETER_IDENTITY);
  public static final Avp ERROR_REPORTING_HOST =
      ietfOptional("Error-Reporting-Host", 294, DIAMETER_IDENTITY);
  public static final Avp TERMINATION_CAUSE =
      ietfEnum("Termination-Cause", 295, 1, 2, 3, 4, 5, 6, 7, 8);
  public static final Avp ORIGIN_REALM = ietf("Origin-Realm", 296, DIAMETER_IDENTITY);
  public static final Avp EXPERIMENTAL_RESULT_CODE =
      ietf("Experimental-Result-Code", 298, UNSIGNED_32);
  public static final Avp EXPERIMENTAL_RESULT =
      ietfGroup("Experimental-Result", 297, open(one(VENDOR_ID), one(EXPERIMENTAL_RESULT_CODE)));
  public static final Avp INBAND_SECURITY_ID = ietf("Inband-Security-Id", 299, UNSIGNED_32);
  public static final Avp VENDOR_SPECIFIC_APPLICATION_ID =
      ietfGroup(
          "Vendor-Specific-Application-Id",
          260,
          open(any(VENDOR_ID), maybe(AUTH_APPLICATION_ID), maybe(ACCT_APPLICATION_ID)));
  public static final Avp ACCOUNTING_RECORD_TYPE =
      ietfEnum("Accounting-Record-Type", 480, 1, 2, 3, 4);
  public static final Avp ACCOUNTING_REALTIME_REQUIRED =
      ietfEnum("Accounting-Realtime-Required", 483, 1, 2, 3);
  public static final Avp ACCOUNTING_RECORD_NUMBER =
      ietf("Accounting-Record-Number", 485, UNSIGNED_32);
  public static final Avp OC_FEATURE_VECTOR = ietfOptional("OC-Feature-Vector", 622, UNSIGNED_64);
  public static final Avp OC_SUPPORTED_FEATURES =
      ietfGroupOptional("OC-Supported-Features", 621, open(maybe(OC_FEATURE_VECTOR)));
  public static final Avp OC_SEQUENCE_NUMBER = ietfOptional("OC-Sequence-Number", 624, UNSIGNED_64);
  public static final Avp OC_VALIDITY_DURATION =
      ietfOptional("OC-Validity-Duration", 625, UNSIGNED_32);
  public static final Avp OC_REPORT_TYPE =
      new Avp("OC-Report-Type", 626, 0, ENUMERATED, false, Set.of(), Grammar.ANY);
  public static final Avp OC_REDUCTION_PERCENTAGE =
      ietfOptional("OC-Reduction-Percentage", 627, UNSIGNED_32);
  public static final Avp OC_OLR =
      ietfGroupOptional(
          "OC-OLR",
          623,
          open(
              maybe(OC_SEQUENCE_NUMBER),
              maybe(OC_REPORT_TYPE),
              maybe(OC_VALIDITY_DURATION),
              maybe(OC_REDUCTION_PERCENTAGE)));
  public static final Avp DRMP = new Avp("DRMP", 301, 0, ENUMERATED, false, Set.of(), Grammar.ANY);
  public static final Avp SOURCE_ID = ietfOptional("SourceID", 649, DIAMETER_IDENTITY);
  public static final Avp LOAD_TYPE =
      new Avp("Load-Type", 651, 0, ENUMERATED, false, Set.of(), Grammar.ANY);
  public static final Avp LOAD_VALUE = ietfOptional("Load-Value", 652, UNSIGNED_64);
  public static final Avp LOAD =
      ietfGroupOptional("Load", 650, open(maybe(LOAD_TYPE), maybe(LOAD_VALUE), maybe(SOURCE_ID)));

  private BaseAvps() {}
}
