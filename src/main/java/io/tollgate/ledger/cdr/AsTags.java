package io.tollgate.ledger.cdr;

/** Tags of an ASRecord (TS 32.298 5.2.3), and the types of its Service-Specific-Info. */
final class AsTags {
  /** Of the record within IMSRecord, and its RecordType. */
  static final int AS_RECORD = 69;

  static final int RECORD_TYPE = 0;
  static final int SIP_METHOD = 2;
  static final int ROLE_OF_NODE = 3;
  static final int NODE_ADDRESS = 4;
  static final int SESSION_ID = 5;
  static final int CALLING = 6;
  static final int CALLED = 7;
  static final int REQUESTED = 9;
  static final int STARTED = 10;
  static final int ENDED = 11;
  static final int OPENED = 12;
  static final int CLOSED = 13;
  static final int OPERATORS = 14;
  static final int LOCAL_NUMBER = 15;
  static final int CAUSE = 17;
  static final int INCOMPLETE = 18;
  static final int ICID = 19;
  static final int MEDIA = 21;
  static final int RETURN_CODE = 23;
  static final int BODIES = 24;
  static final int ACCESS_NETWORK = 29;
  static final int SERVICE_CONTEXT = 30;
  static final int SUBSCRIPTIONS = 31;
  static final int ICSI = 33;
  static final int PORTED = 34;
  static final int CARRIER = 35;
  static final int REQUESTED_FRACTION = 37;
  static final int STARTED_FRACTION = 38;
  static final int ENDED_FRACTION = 39;
  static final int REQUESTED_PARTIES = 41;
  static final int ONLINE_CHARGED = 43;
  static final int FROM = 51;
  static final int VISITED = 54;
  static final int REASONS = 55;
  static final int INSTANCE = 57;
  static final int CELLULAR = 64;
  static final int SPECIFIC = 100;
  static final int CALLED_ASSERTED = 102;
  static final int ALTERNATE_PAYER = 103;
  static final int OUTGOING_SESSION_ID = 104;

  /** NodeAddress. */
  static final int DOMAIN_NAME = 1;

  /** ACRInterimLost: interims replace each other, so nobody can tell. */
  static final int INTERIM_LOST_UNKNOWN = 2;

  // --- serviceSpecificType: the code of the AVP that says the same in an ACR

  static final int CHARGING_SESSION = 263;
  static final int OCTETS_IN = 412;
  static final int OCTETS_OUT = 414;
  static final int GROUP_NAME = 859;
  static final int SERVER_ROLE = 883;
  static final int SESSION_TYPE = 884;
  static final int PARTICIPANTS = 885;
  static final int PARTICIPANT = 887;
  static final int DELIVERY_STATUS = 2104;
  static final int EXPLODED_DELIVERED = 2111;
  static final int MESSAGES_DELIVERED = 2112;
  static final int MESSAGES_EXPLODED = 2113;
  static final int MESSAGES_SENT = 2114;

  private AsTags() {}
}
