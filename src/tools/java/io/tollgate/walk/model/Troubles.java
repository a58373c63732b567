package io.tollgate.walk.model;

/** What goes wrong at CDF and OCS, for the requests about one user. */
public interface Troubles {

  /**
   * @param fault as the lab reads it, without the user: {@code rf START mute}
   */
  void befall(String user, String fault);

  /** From now on all is well for that user. */
  void pass(String user);
}
