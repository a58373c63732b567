package io.tollgate.diameter.command;

import static io.tollgate.diameter.avp.BaseAvps.*;
import static io.tollgate.diameter.avp.ChargingAvps.SERVICE_INFORMATION;
import static io.tollgate.diameter.avp.CreditControlAvps.*;
import static io.tollgate.diameter.avp.Grammar.any;
import static io.tollgate.diameter.avp.Grammar.maybe;
import static io.tollgate.diameter.avp.Grammar.one;
import static io.tollgate.diameter.avp.Grammar.open;

import io.tollgate.diameter.avp.Grammar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of Rf, Ro and the peer layer, each as the RFC's grammar. Result-Code is optional
 * here: the decoder asks for it or Experimental-Result.
 */
public final class Commands {
  private static final Grammar ANSWERED =
      open(
          maybe(RESULT_CODE),
          one(ORIGIN_HOST),
          one(ORIGIN_REALM),
          maybe(ERROR_MESSAGE),
          any(FAILED_AVP),
          maybe(ORIGIN_STATE_ID));

  private static final Grammar SESSION_ANSWERED =
      ANSWERED.after(
          one(SESSION_ID),
          maybe(EXPERIMENTAL_RESULT),
          maybe(USER_NAME),
          maybe(ERROR_REPORTING_HOST),
          any(PROXY_INFO));

  private static final Grammar SERVER_REQUEST =
      open(
          one(SESSION_ID),
          one(ORIGIN_HOST),
          one(ORIGIN_REALM),
          one(DESTINATION_REALM),
          one(DESTINATION_HOST),
          one(AUTH_APPLICATION_ID),
          maybe(USER_NAME),
          maybe(ORIGIN_STATE_ID),
          any(PROXY_INFO),
          any(ROUTE_RECORD));

  /** An answer with the E bit, whatever the command (RFC 6733 7.2). */
  public static final Grammar ERROR_ANSWER =
      ANSWERED.after(maybe(SESSION_ID), maybe(EXPERIMENTAL_RESULT), any(PROXY_INFO));

  /** RFC 6733 5.3. */
  public static final Command CAPABILITIES_EXCHANGE =
      new Command(
          "Capabilities-Exchange",
          257,
          false,
          open(
              one(ORIGIN_HOST),
              one(ORIGIN_REALM),
              new Grammar.Rule(HOST_IP_ADDRESS, 1, Integer.MAX_VALUE),
              one(VENDOR_ID),
              one(PRODUCT_NAME),
              maybe(ORIGIN_STATE_ID),
              any(SUPPORTED_VENDOR_ID),
              any(AUTH_APPLICATION_ID),
              any(INBAND_SECURITY_ID),
              any(ACCT_APPLICATION_ID),
              any(VENDOR_SPECIFIC_APPLICATION_ID),
              maybe(FIRMWARE_REVISION)),
          ANSWERED.after(
              any(HOST_IP_ADDRESS),
              maybe(VENDOR_ID),
              maybe(PRODUCT_NAME),
              any(SUPPORTED_VENDOR_ID),
              any(AUTH_APPLICATION_ID),
              any(INBAND_SECURITY_ID),
              any(ACCT_APPLICATION_ID),
              any(VENDOR_SPECIFIC_APPLICATION_ID),
              maybe(FIRMWARE_REVISION)));

  /** RFC 6733 5.5. */
  public static final Command DEVICE_WATCHDOG =
      new Command(
          "Device-Watchdog",
          280,
          false,
          open(one(ORIGIN_HOST), one(ORIGIN_REALM), maybe(ORIGIN_STATE_ID)),
          ANSWERED);

  /** RFC 6733 5.4. */
  public static final Command DISCONNECT_PEER =
      new Command(
          "Disconnect-Peer",
          282,
          false,
          open(one(ORIGIN_HOST), one(ORIGIN_REALM), one(DISCONNECT_CAUSE)),
          ANSWERED);

  /** RFC 6733 9.7 as TS 32.299 6.2 profiles it. */
  public static final Command ACCOUNTING =
      new Command(
          "Accounting",
          271,
          true,
          open(
              one(SESSION_ID),
              one(ORIGIN_HOST),
              one(ORIGIN_REALM),
              one(DESTINATION_REALM),
              one(ACCOUNTING_RECORD_TYPE),
              one(ACCOUNTING_RECORD_NUMBER),
              maybe(ACCT_APPLICATION_ID),
              maybe(USER_NAME),
              maybe(DESTINATION_HOST),
              maybe(ACCT_INTERIM_INTERVAL),
              maybe(ORIGIN_STATE_ID),
              maybe(EVENT_TIMESTAMP),
              any(PROXY_INFO),
              any(ROUTE_RECORD),
              maybe(SERVICE_CONTEXT_ID),
              maybe(SERVICE_INFORMATION)),
          SESSION_ANSWERED.after(
              one(ACCOUNTING_RECORD_TYPE),
              one(ACCOUNTING_RECORD_NUMBER),
              maybe(ACCT_APPLICATION_ID),
              maybe(ACCT_INTERIM_INTERVAL),
              maybe(ACCOUNTING_REALTIME_REQUIRED),
              maybe(EVENT_TIMESTAMP)));

  /** RFC 8506 3 as TS 32.299 6.4 profiles it. */
  public static final Command CREDIT_CONTROL =
      new Command(
          "Credit-Control",
          272,
          true,
          open(
              one(SESSION_ID),
              one(ORIGIN_HOST),
              one(ORIGIN_REALM),
              one(DESTINATION_REALM),
              one(AUTH_APPLICATION_ID),
              one(SERVICE_CONTEXT_ID),
              one(CC_REQUEST_TYPE),
              one(CC_REQUEST_NUMBER),
              maybe(DESTINATION_HOST),
              maybe(USER_NAME),
              maybe(ORIGIN_STATE_ID),
              maybe(EVENT_TIMESTAMP),
              any(SUBSCRIPTION_ID),
              maybe(TERMINATION_CAUSE),
              maybe(REQUESTED_ACTION),
              maybe(MULTIPLE_SERVICES_INDICATOR),
              any(MULTIPLE_SERVICES_CREDIT_CONTROL),
              maybe(CC_CORRELATION_ID),
              maybe(USER_EQUIPMENT_INFO),
              maybe(OC_SUPPORTED_FEATURES),
              any(PROXY_INFO),
              any(ROUTE_RECORD),
              maybe(SERVICE_INFORMATION)),
          SESSION_ANSWERED.after(
              one(AUTH_APPLICATION_ID),
              one(CC_REQUEST_TYPE),
              one(CC_REQUEST_NUMBER),
              maybe(CC_SESSION_FAILOVER),
              any(MULTIPLE_SERVICES_CREDIT_CONTROL),
              maybe(GRANTED_SERVICE_UNIT),
              maybe(COST_INFORMATION),
              maybe(LOW_BALANCE_INDICATION),
              maybe(REMAINING_BALANCE),
              maybe(CREDIT_CONTROL_FAILURE_HANDLING),
              maybe(DIRECT_DEBITING_FAILURE_HANDLING),
              maybe(CHECK_BALANCE_RESULT),
              maybe(VALIDITY_TIME),
              maybe(FINAL_UNIT_INDICATION),
              maybe(OC_SUPPORTED_FEATURES),
              any(OC_OLR),
              maybe(SERVICE_INFORMATION)));

  /** RFC 6733 8.3, RFC 8506 5.5. */
  public static final Command RE_AUTH =
      new Command(
          "Re-Auth",
          258,
          true,
          SERVER_REQUEST.after(
              one(RE_AUTH_REQUEST_TYPE),
              maybe(RATING_GROUP),
              maybe(SERVICE_IDENTIFIER),
              maybe(G_S_U_POOL_IDENTIFIER)),
          SESSION_ANSWERED);

  /** RFC 6733 8.5. */
  public static final Command ABORT_SESSION =
      new Command("Abort-Session", 274, true, SERVER_REQUEST, SESSION_ANSWERED);

  private static final List<Command> ALL =
      List.of(
          ACCOUNTING,
          CREDIT_CONTROL,
          DEVICE_WATCHDOG,
          RE_AUTH,
          ABORT_SESSION,
          CAPABILITIES_EXCHANGE,
          DISCONNECT_PEER);

  private Commands() {}

  /** The command, or null when it is none of ours. */
  public static @Nullable Command find(int code) {
    for (Command command : ALL) {
      if (command.code() == code) {
        return command;
      }
    }
    return null;
  }

  public static List<Command> all() {
    return ALL;
  }
}
