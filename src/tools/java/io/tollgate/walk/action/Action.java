package io.tollgate.walk.action;

import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;

/**
 * Something that a party does. What one instance is given to {@link #begin} it keeps until {@link
 * #settle}: it is played once.
 */
public interface Action {

  /** As a script has it, after the party's name. */
  String text();

  /** Whether the party can do that now. */
  boolean isPossible(Stage stage, Party who);

  /** Whether nobody may do anything else at the same time. */
  default boolean wantsQuiet() {
    return false;
  }

  /** Whether it lasts longer than anybody else's telephone may ring. */
  default boolean isLong() {
    return false;
  }

  void begin(Stage stage, Party who);

  /** Whether everything that has to come of it has come. */
  boolean isSettled(Stage stage, Party who);

  /**
   * Writes into the model what came of it, and says what should not have.
   *
   * @param alone whether nobody did anything else at the same time
   */
  void settle(Stage stage, Party who, boolean alone);
}
