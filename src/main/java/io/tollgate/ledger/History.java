package io.tollgate.ledger;

import java.util.List;
import java.util.Optional;

/** What is known of sessions, also of those that are over. Blocks; safe for use from any thread. */
public interface History {

  /** Where no history is kept. */
  History NONE =
      new History() {
        @Override
        public List<SessionRow> search(Search search) {
          return List.of();
        }

        @Override
        public Found count(Search search) {
          return new Found(0, true);
        }

        @Override
        public Optional<SessionStory> session(long id) {
          return Optional.empty();
        }
      };

  /** The newest first. */
  List<SessionRow> search(Search search);

  /** How many there are in all, whatever {@link Search#most()} and {@link Search#before()} say. */
  Found count(Search search);

  Optional<SessionStory> session(long id);

  /**
   * @param exact false where counting was given up: there are more
   */
  record Found(long sessions, boolean exact) {}
}
