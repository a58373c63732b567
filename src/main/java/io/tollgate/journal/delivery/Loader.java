package io.tollgate.journal.delivery;

import io.tollgate.journal.Environment;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.json.JsonException;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Pending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fetches stored records; what cannot be read is a dead letter. */
final class Loader {

  /** Records of one session to fetch at a time. */
  private static final int LIMIT = 8;

  private final Parcels parcels;
  private final Ledger ledger;
  private final Environment environment;

  Loader(Parcels parcels, Ledger ledger, Environment environment) {
    this.parcels = parcels;
    this.ledger = ledger;
    this.environment = environment;
  }

  /**
   * @param marks what has to be durable before the first of them is sent
   * @param more there may be further records of the session
   */
  record Load(List<Parcel> parcels, List<Change> marks, boolean more) {}

  Load load(String session) throws JournalException {
    List<Parcel> loaded = new ArrayList<>();
    List<Change> marks = new ArrayList<>();
    List<Pending> stored = ledger.ofSession(session, LIMIT);
    for (Pending each : stored) {
      Parcel parcel = read(each);
      if (parcel != null) {
        loaded.add(parcel);
        if (!each.sent()) {
          marks.add(new Change.MarkSent(each.id(), true));
        }
      }
    }
    return new Load(loaded, marks, stored.size() == LIMIT);
  }

  /** Null if the record cannot be read, and is buried. */
  @Nullable Parcel read(Pending stored) {
    try {
      return parcels.stored(stored);
    } catch (JsonException e) {
      bury(stored.id(), 0, "unreadable: " + e.getMessage(), stored.session());
      return null;
    }
  }

  void bury(long id, int resultCode, String reason, String what) {
    ledger.bury(new Change.Bury(id, resultCode, reason, environment.clock().instant()));
    tell(resultCode, reason, what);
  }

  /** The rest of it takes its place, and goes to the dead letters. */
  void bury(Parcel parcel, Verdict.PartlyRefused verdict) {
    Instant now = environment.clock().instant();
    ledger.bury(
        parcels.rest(parcel, verdict.rest(), now),
        new Change.Bury(parcel.id(), verdict.resultCode(), verdict.reason(), now));
    tell(verdict.resultCode(), verdict.reason(), parcel + ", in part");
  }

  void tell(int resultCode, String reason, String what) {
    environment
        .alarms()
        .raise(
            JournalAlarm.DEAD_LETTERS,
            "%s: result %d, %s; look at it with deploy/journal list dead, then requeue or export"
                .formatted(what, resultCode, reason));
  }
}
