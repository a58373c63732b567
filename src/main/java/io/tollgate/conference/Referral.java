package io.tollgate.conference;

/** Whoever asked for an invitation or a removal by REFER wants to know what becomes of it. */
@FunctionalInterface
public interface Referral {

  /**
   * @param status as in the status line of its sipfrag; 200 and above are final
   */
  void progress(int status, String reason);
}
