package io.tollgate.charging.flow;

/** What a service does that may be charged. The {@link FlowBook} says in which order. */
public enum Procedure {
  /** N1: one-to-one session set-up, from INVITE to its answer. */
  INITIATE_ONE_TO_ONE,
  /** N2: group session set-up: ad hoc, pre-arranged or the first join of a chat room. */
  INITIATE_GROUP,
  /** N1, N2, N11: a set-up that was refused, failed or was cancelled. */
  INITIATION_FAILED,
  /** F1, F5, F7, F9: an invited participant answered 200. */
  JOIN,
  /** F1, F5 (conflict C15): a participant's own INVITE into the running conference. */
  DIAL_IN_JOIN,
  /** F1, F5, F7, F9: a participant left by BYE, or answered ours. */
  LEAVE,
  /** F2, F6, F8, F10: re-INVITE or UPDATE that changes the session. */
  MODIFY,
  /**
   * C14: a session refresh, a re-INVITE or UPDATE that changes nothing (RFC 4028 7.4): the other
   * party answers it, and nothing is charged.
   */
  REFRESH,
  /** C2: recipients refused a modification that was charged already. */
  MODIFICATION_CORRECTED,
  /**
   * F3, N6: a message inside a session. It is not walked: the message plane asks and counts at the
   * {@link io.tollgate.charging.MessageGate}, in the order that the book gives.
   */
  MESSAGE,
  /** F4a, N3: the session or conference ends because its parties ended it. */
  END,
  /**
   * F4b, N3: this server ends it: it lasted too long, was idle, or the OCS or an operator says so.
   */
  RELEASE,
  /** N12: it ends because this node failed it. */
  NODE_FAILURE,
  /** N4: page-mode MESSAGE to one recipient. */
  PAGE_MESSAGE,
  /** N4: page-mode MESSAGE to a recipient list or a group: one charge for all copies. */
  PAGE_MESSAGE_TO_MANY,
  /** N4: every delivery of a MESSAGE failed; what was debited is given back. */
  PAGE_MESSAGE_FAILED,
  /** N4: charging refused a MESSAGE, so that it went nowhere and nothing was debited. */
  PAGE_MESSAGE_DENIED,
  /** N5: large-message mode, one MSRP message in a session of its own. */
  LARGE_MESSAGE,
  /** N7: a message is stored for a recipient who is away. */
  DEFERRED_SUBMISSION,
  /** N7: the stored message is fetched. */
  DEFERRED_RETRIEVAL,
  /** N7: the same, where the recipient pays for it. */
  DEFERRED_RETRIEVAL_CHARGED,
  /** N7: who paid for the stored message need not: it expired undelivered, or another pays. */
  DEFERRED_EXPIRY,
  /** N8: file transfer set-up. */
  FILE_TRANSFER,
  /** N9: conference event subscription, history, IMDN, isComposing. */
  SUBSCRIPTION,
  /** N10: REFER to invite or remove a participant; what comes of it is a join or a leave. */
  REFER;

  /**
   * Its order is no operator's to change: it is not walked, or a refresh, which is there to find
   * out whether the other party answers.
   */
  public boolean isFixed() {
    return switch (this) {
      case MESSAGE, SUBSCRIPTION, REFER, REFRESH -> true;
      default -> false;
    };
  }
}
