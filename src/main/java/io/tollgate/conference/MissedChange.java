package io.tollgate.conference;

/**
 * A change that was made, charged and answered while a participant was on the way in: that one's
 * answer changes nothing of it.
 */
record MissedChange(ModificationRequest request) implements ChangeOffer {

  @Override
  public void outcome(boolean accepted, int status) {
    // Nobody waits for it.
  }
}
