package io.tollgate.charging;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** CH-2 inward: what the OCS asks of a session on its own initiative. */
public interface CreditCommands {

  /** What the OCS is told. */
  enum Reaction {
    /** An UPDATE (or the end of the session) will follow. */
    STARTED,
    /** An UPDATE is outstanding already: nothing more follows (RFC 8506 5.5). */
    UNDER_WAY,
    /** There is no such session here. */
    UNKNOWN_SESSION
  }

  /**
   * RAR: ask for credit anew, for one rating group or service, or for all of the session.
   *
   * @param reaction told exactly once, on any thread, before the request it leads to is sent
   */
  void reAuthorise(
      String sessionId,
      @Nullable Long ratingGroup,
      @Nullable Long serviceIdentifier,
      Consumer<Reaction> reaction);

  /**
   * ASR: end the session.
   *
   * @param reaction told STARTED or UNKNOWN_SESSION exactly once, on any thread
   */
  void abort(String sessionId, Consumer<Reaction> reaction);
}
