package io.tollgate.charging.offline;

/** How the participants of a conference appear in accounting. */
public enum ParticipantMode {
  /** As a list in the records of the conference's one accounting session. */
  GROUP_AVP,
  /**
   * Each with an accounting session of its own too, from its joining to its leaving, under the same
   * IMS-Charging-Identifier and Application-Session-ID.
   */
  SESSION_PER_PARTICIPANT
}
