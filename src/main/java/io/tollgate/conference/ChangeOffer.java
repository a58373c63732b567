package io.tollgate.conference;

/** One participant's change of the session, as a leg offers it to another one. */
public interface ChangeOffer {

  /** What the leg shall offer goes by this. */
  ModificationRequest request();

  /** The answer; a leg that is lost counts as one that refused. */
  void outcome(boolean accepted, int status);
}
