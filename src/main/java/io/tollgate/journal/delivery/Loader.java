package io.tollgate.journal.delivery;

import io.tollgate.journal.Environment;
import io.tollgate.journal.json.JsonException;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Pending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fetches stored records; what cannot be read is a dead letter. */
final class Loader {

  /** Records of one session to fetch at a time. */
  private static final int LIMIT = 8;

  private final OutboxEntries entries;
  private final Ledger ledger;
  private final Environment environment;

  /** What was read of the page that is looked at, so that it is not read once more to be sent. */
  private final Map<Pending, OutboxEntry> looked = new HashMap<>();

  Loader(OutboxEntries entries, Ledger ledger, Environment environment) {
    this.entries = entries;
    this.ledger = ledger;
    this.environment = environment;
  }

  /**
   * @param marks what has to be durable before the first of them is sent
   * @param more there may be further records of the session
   */
  record Load(List<OutboxEntry> entries, List<Change> marks, boolean more) {}

  /** What each of these sessions has to send next. */
  Map<String, Load> load(Collection<String> sessions) throws JournalException {
    Map<String, List<Pending>> stored = ledger.ofSessions(sessions, LIMIT);
    Map<String, Load> loads = new LinkedHashMap<>();
    for (String session : sessions) {
      loads.put(session, load(stored.getOrDefault(session, List.of())));
    }
    looked.clear();
    return loads;
  }

  private Load load(List<Pending> stored) {
    List<OutboxEntry> loaded = new ArrayList<>();
    List<Change> marks = new ArrayList<>();
    for (Pending each : stored) {
      OutboxEntry before = looked.remove(each);
      OutboxEntry entry = before == null ? read(each) : before;
      if (entry != null) {
        loaded.add(entry);
        if (!each.sent()) {
          marks.add(new Change.MarkSent(each.id(), true));
        }
      }
    }
    return new Load(loaded, marks, stored.size() == LIMIT);
  }

  /** As {@link #read}, for one that is likely to be loaded next. */
  @Nullable OutboxEntry look(Pending stored) {
    OutboxEntry entry = read(stored);
    if (entry != null) {
      looked.put(stored, entry);
    }
    return entry;
  }

  /** Nothing of the page is loaded any more. */
  void lookAway() {
    looked.clear();
  }

  /** Null if the record cannot be read, and is buried. */
  @Nullable OutboxEntry read(Pending stored) {
    try {
      return entries.stored(stored);
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

  void bury(OutboxEntry entry, int resultCode, String reason) {
    ledger.bury(new Change.Bury(entry.id(), resultCode, reason, environment.clock().instant()));
    tell(entry, resultCode, reason);
  }

  /** The rest of it takes its place, and goes to the dead letters. */
  void bury(OutboxEntry entry, Verdict.PartlyRefused verdict) {
    Instant now = environment.clock().instant();
    ledger.bury(
        entries.rest(entry, verdict.rest(), now),
        new Change.Bury(entry.id(), verdict.resultCode(), verdict.reason(), now));
    tell(entry, verdict.resultCode(), "in part: " + verdict.reason());
  }

  private void tell(OutboxEntry entry, int resultCode, String reason) {
    environment.tellOfDeadLetter(
        entry.transmitter().targets().get(0).channel(),
        resultCode,
        entry.session(),
        entry.transmitter().number(),
        entry.transmitter().icid(),
        entry.kind().name(),
        reason);
  }
}
