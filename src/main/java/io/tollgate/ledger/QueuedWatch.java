package io.tollgate.ledger;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.observer.ObservedSession;
import io.tollgate.charging.observer.SessionWatch;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.ledger.RequestRow.State;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands what one session does over to the ledger's thread, with the time it happened at. */
final class QueuedWatch implements SessionWatch {
  private final Ledger ledger;
  private final ObservedSession session;
  private final long id;
  private final Instant began;
  private volatile boolean missed;
  private volatile boolean noted;
  private volatile Note.@Nullable Begun begun;

  /** The ledger has its book; on the ledger's thread. */
  private boolean known;

  QueuedWatch(Ledger ledger, ObservedSession session) {
    this.ledger = ledger;
    this.session = session;
    this.id = ledger.nextId();
    this.began = ledger.now();
  }

  private void post(Consumer<Book> task) {
    post(List.of(), ledger.now(), task);
  }

  /** What its requests come to is to outlive the process. */
  private void post(Line line, Instant at, Consumer<Book> task) {
    Note.Asked asked = new Note.Asked(id, line.row());
    boolean isFirst = !noted;
    noted = true;
    post(isFirst ? List.of(begun(), asked) : List.of(asked), at, task);
  }

  private Note.Begun begun() {
    Note.Begun made = begun;
    if (made == null) {
      made = Book.note(id, began, session.terms(), ledger.identities());
      begun = made;
    }
    return made;
  }

  private void post(List<Note> notes, Instant at, Consumer<Book> task) {
    boolean before = missed;
    boolean taken =
        ledger.offer(
            notes,
            () -> {
              ledger.tell(
                  id,
                  known,
                  this::book,
                  book -> {
                    if (before) {
                      book.missed();
                    }
                    task.accept(book.at(at));
                  });
              known = true;
            });
    if (!taken) {
      missed = true;
    }
  }

  /** On the ledger's thread. */
  private Book book() {
    return new Book(begun(), ledger.text());
  }

  @Override
  public void begins(Procedure procedure) {
    post(book -> book.begins(procedure));
  }

  @Override
  public void answers(Procedure procedure) {
    post(book -> book.answers(procedure));
  }

  @Override
  public void forwards(Procedure procedure) {
    post(book -> book.forwards(procedure));
  }

  @Override
  public void refused(Procedure procedure, Refusal refusal) {
    post(book -> book.refused(procedure, refusal));
  }

  @Override
  public void completed(Procedure procedure, ChargingEvent event) {
    ChargingIds ids = session.ids();
    MessageCounters counters = session.counters();
    long seconds = session.seconds();
    post(
        book -> {
          book.measured(ids, counters, seconds);
          book.present(event.roster(), ledger.identities());
          if (event.outgoingCallId() != null) {
            book.identified(event.outgoingCallId());
          }
          book.completed(procedure, event);
        });
  }

  @Override
  public void endedByCharging(Refusal why) {
    post(book -> book.endedByCharging(why));
  }

  @Override
  public void recorded(AccountingRecord record) {
    post(new Line(record), ledger.now(), book -> book.recorded(record));
  }

  @Override
  public void recorded(AccountingRecord record, AccountingOutcome outcome) {
    Instant at = ledger.now();
    Line line = new Line(record);
    line.became(at, outcome);
    post(line, at, book -> book.recorded(record, outcome));
  }

  @Override
  public void requested(CreditRequest request, boolean again) {
    post(new Line(request), ledger.now(), book -> book.requested(request, again));
  }

  @Override
  public void requested(CreditRequest request, CreditOutcome outcome) {
    Instant at = ledger.now();
    Line line = new Line(request);
    line.became(at, request, outcome, State.UNANSWERED);
    post(line, at, book -> book.requested(request, outcome));
  }

  @Override
  public void late(CreditRequest request) {
    post(book -> book.late(request));
  }

  @Override
  public void stored(CreditRequest request) {
    Line line = new Line(request);
    line.become(State.STORED);
    post(line, ledger.now(), book -> book.stored(request));
  }

  @Override
  public void buried(CreditRequest refused, int resultCode, String reason) {
    Line line = new Line(refused);
    line.become(State.DEAD);
    post(line, ledger.now(), book -> book.buried(refused, resultCode, reason));
  }

  @Override
  public void goesOnUncharged(@Nullable Long ratingGroup, String why) {
    post(book -> book.goesOnUncharged(ratingGroup, why));
  }
}
