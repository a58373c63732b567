package io.tollgate.lab.stack;

/** The AVP codes that the lab reads or writes. */
public final class Code {

  public static final long TGPP = 10415;

  public static final int EVENT_TIMESTAMP = 55;
  public static final int ACCT_INTERIM_INTERVAL = 85;
  public static final int AUTH_APPLICATION_ID = 258;
  public static final int SESSION_ID = 263;
  public static final int ORIGIN_HOST = 264;
  public static final int RESULT_CODE = 268;
  public static final int FAILED_AVP = 279;
  public static final int DESTINATION_REALM = 283;
  public static final int RE_AUTH_REQUEST_TYPE = 285;
  public static final int DESTINATION_HOST = 293;
  public static final int TERMINATION_CAUSE = 295;
  public static final int ORIGIN_REALM = 296;
  public static final int CC_INPUT_OCTETS = 412;
  public static final int CC_OUTPUT_OCTETS = 414;
  public static final int CC_REQUEST_NUMBER = 415;
  public static final int CC_REQUEST_TYPE = 416;
  public static final int CC_SERVICE_SPECIFIC_UNITS = 417;
  public static final int CC_SESSION_FAILOVER = 418;
  public static final int CC_TIME = 420;
  public static final int CC_TOTAL_OCTETS = 421;
  public static final int CHECK_BALANCE_RESULT = 422;
  public static final int COST_INFORMATION = 423;
  public static final int CURRENCY_CODE = 425;
  public static final int CREDIT_CONTROL_FAILURE_HANDLING = 427;
  public static final int DIRECT_DEBITING_FAILURE_HANDLING = 428;
  public static final int EXPONENT = 429;
  public static final int FINAL_UNIT_INDICATION = 430;
  public static final int GRANTED_SERVICE_UNIT = 431;
  public static final int RATING_GROUP = 432;
  public static final int REDIRECT_ADDRESS_TYPE = 433;
  public static final int REDIRECT_SERVER = 434;
  public static final int REDIRECT_SERVER_ADDRESS = 435;
  public static final int REQUESTED_ACTION = 436;
  public static final int REQUESTED_SERVICE_UNIT = 437;
  public static final int RESTRICTION_FILTER_RULE = 438;
  public static final int FILTER_ID = 11;
  public static final int LOW_BALANCE_INDICATION = 2020;
  public static final int REMAINING_BALANCE = 2021;
  public static final int SERVICE_IDENTIFIER = 439;
  public static final int SUBSCRIPTION_ID = 443;
  public static final int SUBSCRIPTION_ID_DATA = 444;
  public static final int UNIT_VALUE = 445;
  public static final int USED_SERVICE_UNIT = 446;
  public static final int VALUE_DIGITS = 447;
  public static final int VALIDITY_TIME = 448;
  public static final int FINAL_UNIT_ACTION = 449;
  public static final int MULTIPLE_SERVICES_CREDIT_CONTROL = 456;
  public static final int SERVICE_CONTEXT_ID = 461;
  public static final int ACCOUNTING_RECORD_TYPE = 480;
  public static final int ACCOUNTING_RECORD_NUMBER = 485;

  public static final int SIP_METHOD = 824;
  public static final int USER_SESSION_ID = 830;
  public static final int CALLING_PARTY_ADDRESS = 831;
  public static final int CALLED_PARTY_ADDRESS = 832;
  public static final int IMS_CHARGING_IDENTIFIER = 841;
  public static final int SDP_MEDIA_COMPONENT = 843;
  public static final int EVENT_TYPE = 823;
  public static final int CAUSE_CODE = 861;
  public static final int TIME_QUOTA_THRESHOLD = 868;
  public static final int VOLUME_QUOTA_THRESHOLD = 869;
  public static final int TRIGGER_TYPE = 870;
  public static final int QUOTA_HOLDING_TIME = 871;
  public static final int REPORTING_REASON = 872;
  public static final int SERVICE_INFORMATION = 873;
  public static final int IMS_INFORMATION = 876;
  public static final int POC_INFORMATION = 879;
  public static final int QUOTA_CONSUMPTION_TIME = 881;
  public static final int NUMBER_OF_PARTICIPANTS = 885;
  public static final int UNIT_QUOTA_THRESHOLD = 1226;
  public static final int SERVICE_GENERIC_INFORMATION = 1256;
  public static final int PARTICIPANT_GROUP = 1260;
  public static final int TRIGGER = 1264;
  public static final int REFUND_INFORMATION = 2022;
  public static final int APPLICATION_SERVICE_TYPE = 2102;
  public static final int APPLICATION_SESSION_ID = 2103;
  public static final int IM_INFORMATION = 2110;
  public static final int MESSAGES_SUCCESSFULLY_EXPLODED = 2111;
  public static final int MESSAGES_SUCCESSFULLY_SENT = 2112;
  public static final int MESSAGES_EXPLODED = 2113;
  public static final int MESSAGES_SENT = 2114;

  private Code() {}
}
