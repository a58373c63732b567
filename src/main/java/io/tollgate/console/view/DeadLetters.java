package io.tollgate.console.view;

import java.util.List;
import java.util.Optional;

/** Records that nobody took. Blocks; safe for use from any thread. */
public interface DeadLetters {

  /** Those with a greater identifier, by identifier. */
  List<DeadLetterView> after(long id, int most);

  Optional<DeadLetterView> find(long id);

  /** The record itself, as readable JSON. */
  Optional<String> body(long id);
}
