package io.tollgate.ledger;

import io.tollgate.ledger.RequestRow.State;
import io.tollgate.ledger.SessionRow.Ids;
import io.tollgate.ledger.SessionRow.Service;
import io.tollgate.ledger.SessionRow.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Something that was told and may not be in the history yet, as it outlives the process. */
sealed interface Note {

  /** Stands for a book that only its charging session tells. */
  long UNKNOWN = 0;

  /** A session, before the first of its requests. */
  record Begun(long id, Instant began, Service service, Who who, Ids ids) implements Note {}

  /** A request, as it stood when it was told of. */
  record Asked(long id, RequestRow row) implements Note {}

  /** What the journal decided about one. */
  record Became(String session, long number, State state) implements Note {}

  static byte[] write(List<Note> notes) {
    return DetailText.notes(notes).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  static List<Note> read(List<byte[]> written) {
    List<Note> notes = new ArrayList<>();
    for (byte[] each : written) {
      notes.addAll(DetailText.notes(new String(each, java.nio.charset.StandardCharsets.UTF_8)));
    }
    return notes;
  }

  /** The same without that subscriber. */
  default Note without(String identity) {
    return this instanceof Begun begun
        ? new Begun(
            begun.id(), begun.began(), begun.service(), begun.who().without(identity), begun.ids())
        : this;
  }
}
