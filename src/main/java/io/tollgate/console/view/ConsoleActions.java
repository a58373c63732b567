package io.tollgate.console.view;

/** What an operator may do to the server that runs. */
public interface ConsoleActions {

  void drain();

  void undrain();

  /**
   * Settings and the files that they name are read again.
   *
   * @return why nothing was changed; empty if it was
   */
  String reload();

  /**
   * @param callId of either leg as the caller's side has it
   * @return false if no such session is up
   */
  boolean endSession(String callId);

  /**
   * @param number as the list of conferences has it
   * @return false if no such conference runs
   */
  boolean endConference(long number);

  /**
   * Somebody has taken note of an alarm.
   *
   * @param id as the catalogue has it
   * @return false if no such alarm is on
   */
  boolean acknowledge(String id, String who);

  /**
   * Takes a Diameter peer down, or puts it into use again.
   *
   * @return why it was not done; empty if it was
   */
  String holdPeer(String host, boolean held);

  /**
   * Dead letters go to their charging functions again.
   *
   * @return false where the journal cannot be written now
   */
  boolean requeue(long id);
}
