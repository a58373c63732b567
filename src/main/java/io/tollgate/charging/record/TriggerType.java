package io.tollgate.charging.record;

/** Trigger-Type 870: changes of rating conditions that this product can report. */
public enum TriggerType {
  CHANGE_IN_MEDIA_COMPOSITION(40),
  CHANGE_IN_PARTICIPANTS_NMB(50),
  CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB(51),
  CHANGE_IN_USER_PARTICIPATING_TYPE(52);

  private final int code;

  TriggerType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
