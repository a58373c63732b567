package io.tollgate.journal.delivery;

import io.tollgate.journal.Environment;
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
      String reason = "unreadable: " + e.getMessage();
      ledger.bury(new Change.Bury(stored.id(), 0, reason, environment.clock().instant()));
      environment.tellOfDeadLetter(
          stored.channel(),
          0,
          stored.session(),
          stored.number(),
          "-",
          stored.kind().name(),
          reason);
      return null;
    }
  }

  void bury(Parcel parcel, int resultCode, String reason) {
    ledger.bury(new Change.Bury(parcel.id(), resultCode, reason, environment.clock().instant()));
    tell(parcel, resultCode, reason);
  }

  /** The rest of it takes its place, and goes to the dead letters. */
  void bury(Parcel parcel, Verdict.PartlyRefused verdict) {
    Instant now = environment.clock().instant();
    ledger.bury(
        parcels.rest(parcel, verdict.rest(), now),
        new Change.Bury(parcel.id(), verdict.resultCode(), verdict.reason(), now));
    tell(parcel, verdict.resultCode(), "in part: " + verdict.reason());
  }

  private void tell(Parcel parcel, int resultCode, String reason) {
    environment.tellOfDeadLetter(
        parcel.courier().targets().get(0).channel(),
        resultCode,
        parcel.session(),
        parcel.courier().number(),
        parcel.courier().icid(),
        parcel.kind().name(),
        reason);
  }
}
