package io.tollgate.charging.flow;

/** What a service does that may be charged. The flow tables say how. */
public enum Procedure {
  /** N1: one-to-one session set-up, from INVITE to its answer. */
  INITIATE_ONE_TO_ONE,
  /** N2: group session set-up: ad hoc, pre-arranged or the first join of a chat room. */
  INITIATE_GROUP,
  /** N11: a set-up that failed or was cancelled after charging had begun. */
  INITIATION_FAILED,
  /** F1, F5, F7, F9: an invited participant answered 200. */
  JOIN,
  /** F1, F5 (conflict C15): a participant's own INVITE into the running conference. */
  DIAL_IN_JOIN,
  /** F1, F5, F7, F9: a participant left by BYE, or answered ours. */
  LEAVE,
  /** F2, F6, F8, F10: re-INVITE or UPDATE that changes the session. */
  MODIFY,
  /** C2: recipients refused a modification that was charged already. */
  MODIFICATION_CORRECTED,
  /** F4, N3: the session or conference ends. */
  END,
  /** N12: it ends because this node failed it. */
  NODE_FAILURE,
  /** N4: page-mode MESSAGE, to one or to a list. */
  PAGE_MESSAGE,
  /** N4: every delivery of a debited MESSAGE failed. */
  PAGE_MESSAGE_FAILED,
  /** N5: large-message mode, one MSRP message in a session of its own. */
  LARGE_MESSAGE,
  /** N7: a message is stored for a recipient who is away. */
  DEFERRED_SUBMISSION,
  /** N7: the stored message is fetched. */
  DEFERRED_RETRIEVAL,
  /** N7: the stored message expired undelivered. */
  DEFERRED_EXPIRY,
  /** N8: file transfer set-up. */
  FILE_TRANSFER
}
