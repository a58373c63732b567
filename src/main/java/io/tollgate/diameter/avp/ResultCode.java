package io.tollgate.diameter.avp;

/** Result-Code values this product sends or acts on (RFC 6733 7.1, RFC 8506 9). */
public final class ResultCode {
  public static final int SUCCESS = 2001;
  public static final int LIMITED_SUCCESS = 2002;
  public static final int COMMAND_UNSUPPORTED = 3001;
  public static final int UNABLE_TO_DELIVER = 3002;
  public static final int TOO_BUSY = 3004;
  public static final int LOOP_DETECTED = 3005;
  public static final int REDIRECT_INDICATION = 3006;
  public static final int APPLICATION_UNSUPPORTED = 3007;
  public static final int INVALID_HDR_BITS = 3008;
  public static final int UNKNOWN_PEER = 3010;
  public static final int ELECTION_LOST = 4003;
  public static final int AVP_UNSUPPORTED = 5001;
  public static final int UNKNOWN_SESSION_ID = 5002;
  public static final int INVALID_AVP_VALUE = 5004;
  public static final int MISSING_AVP = 5005;
  public static final int AVP_NOT_ALLOWED = 5008;
  public static final int AVP_OCCURS_TOO_MANY_TIMES = 5009;
  public static final int NO_COMMON_APPLICATION = 5010;
  public static final int UNABLE_TO_COMPLY = 5012;
  public static final int INVALID_AVP_LENGTH = 5014;
  public static final int INVALID_MESSAGE_LENGTH = 5015;
  public static final int NO_COMMON_SECURITY = 5017;

  private ResultCode() {}

  public static boolean isSuccess(long code) {
    return code / 1000 == 2;
  }

  /** Who answers so did not act on the request, and another may (RFC 6733 7.1.3, RFC 8506 5.7). */
  public static boolean isNotDelivered(long code) {
    return code == UNABLE_TO_DELIVER
        || code == TOO_BUSY
        || code == LOOP_DETECTED
        || code == REDIRECT_INDICATION;
  }

  public static boolean isProtocolError(long code) {
    return code / 1000 == 3;
  }
}
