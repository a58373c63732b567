package io.tollgate.charging.record;

/**
 * Trigger-Type 870: changes of rating conditions that can come about here. 52 is none of them: it
 * is a change of User-Participating-Type 1279, between a user and a PoC box, and neither IM nor CPM
 * have such boxes (TS 32.299 7.2.236).
 */
public enum TriggerType {
  CHANGE_IN_MEDIA_COMPOSITION(40),
  CHANGE_IN_PARTICIPANTS_NMB(50),
  CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB(51);

  private final int code;

  TriggerType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
