package io.tollgate.ledger;

import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.observer.ObservedSession;
import io.tollgate.charging.observer.SessionWatch;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.files.sqlite.FileOrigin;
import io.tollgate.ledger.RequestRow.State;
import io.tollgate.log.Brief;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the history. Whoever tells it something only puts a task into a bounded queue; all else is
 * done by {@link #tick()}, on one thread: what happened since the last one becomes one transaction.
 */
public final class Ledger implements ChargingObserver, AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(Ledger.class);

  /** What a history file is known by. */
  public static final FileOrigin ORIGIN = HistoryFile.ORIGIN;

  private static final int BATCH = 10_000;
  private static final int DUE_AT_A_TIME = 500;
  private static final int PURGED_AT_A_TIME = 500;
  private static final int MOST_UNWRITTEN = 20_000;
  private static final int MOST_WAITING = 20_000;
  private static final int AGAIN_AT_A_TIME = 50;
  private static final long HOUSEKEEPING_MILLIS = 1_000;

  private final HistoryFile file;
  private final LedgerPolicy policy;
  private final Identities identities;
  private final UnaryOperator<String> text;
  private final InstantSource clock;
  private final Instant started;
  private final LedgerNews news;
  private final Predicate<String> waits;
  private final BlockingQueue<Told> queue;
  private final NoteFile notes;
  private final AtomicLong lastId;
  private final AtomicLong missed = new AtomicLong();

  // --- on the ledger's thread

  private final Map<Long, Book> books = new HashMap<>();
  private final Map<String, Long> sessions = new HashMap<>();
  private final Set<Book> dirty = new LinkedHashSet<>();
  private final List<Told> batch = new ArrayList<>();
  private long telling;
  private long toldMissed;
  private final AtomicLong different = new AtomicLong();
  private boolean failing;
  private long housekeepingAt;

  /** Sessions of a server that died, which the journal may still have something of. */
  private final Set<Long> waiting = new LinkedHashSet<>();

  /**
   * Something to be entered.
   *
   * @param from where its note lies, if it has one
   */
  private record Told(long from, Runnable task) {}

  private Ledger(
      HistoryFile file,
      NoteFile notes,
      LedgerPolicy policy,
      IdentityForm form,
      byte[] key,
      InstantSource clock,
      LedgerNews news,
      Predicate<String> waits)
      throws SQLException {
    this.file = file;
    this.notes = notes;
    this.policy = policy;
    this.identities = new Identities(form, key);
    this.text = form == IdentityForm.CLEAR ? UnaryOperator.identity() : Ledger::masked;
    this.clock = clock;
    this.started = clock.instant();
    this.news = news;
    this.waits = waits;
    this.queue = new ArrayBlockingQueue<>(policy.mostQueued());
    this.lastId = new AtomicLong(file.lastId());
    this.different.set(file.different());
  }

  /**
   * Takes up what a former process left; {@link #tick()} is to be called now and then.
   *
   * @param key of hashed identities
   * @param waits whether the journal has anything of a charging session; asked on the ledger's
   *     thread
   * @throws HistoryException if the file cannot be used
   */
  public static Ledger open(
      Path path,
      LedgerPolicy policy,
      IdentityForm form,
      byte[] key,
      InstantSource clock,
      LedgerNews news,
      Predicate<String> waits) {
    try {
      Ledger ledger =
          new Ledger(
              HistoryFile.open(path), NoteFile.open(path), policy, form, key, clock, news, waits);
      ledger.replay();
      ledger.takeUp();
      return ledger;
    } catch (SQLException e) {
      throw new HistoryException(path + ": " + e.getMessage(), e);
    }
  }

  /** Texts of charging functions may quote a subscriber. */
  private static String masked(String words) {
    return words.indexOf('@') >= 0 || words.indexOf(':') >= 0 || hasNumber(words)
        ? Brief.of(words).replaceAll("\\d{7,}", "***")
        : words;
  }

  private static boolean hasNumber(String words) {
    int digits = 0;
    for (int i = 0; i < words.length(); i++) {
      digits = Character.isDigit(words.charAt(i)) ? digits + 1 : 0;
      if (digits >= 7) {
        return true;
      }
    }
    return false;
  }

  /** What a former process was told and did not come to write is written first. */
  private void replay() throws SQLException {
    List<Note> former = former();
    for (Note note : former) {
      if (note instanceof Note.Begun begun) {
        lastId.accumulateAndGet(begun.id(), Math::max);
      }
    }
    Note.@Nullable Begun unknown = null;
    for (Note note : former) {
      if (note instanceof Note.Begun begun && begun.id() == Note.UNKNOWN) {
        unknown = begun;
      } else {
        replay(note, unknown);
      }
    }
    Instant now = clock.instant();
    for (Book book : dirty) {
      book.missed();
      if (book.ended() == null) {
        book.interrupted(now);
      }
    }
    flush(true);
    books.clear();
    sessions.clear();
    notes.clear();
  }

  private List<Note> former() {
    try {
      return Note.read(notes.former());
    } catch (RuntimeException e) {
      LOG.warn("history: what a former process noted is not understood: {}", Brief.of(e));
      return List.of();
    }
  }

  private void replay(Note note, Note.@Nullable Begun unknown) {
    if (note instanceof Note.Begun begun) {
      if (inMemoryOrFile(begun.id()) == null) {
        Book book = Book.noted(begun.id(), begun, text);
        books.put(book.id(), book);
        dirty.add(book);
      }
    } else if (note instanceof Note.Asked asked) {
      Book book = inMemoryOrFile(asked.id());
      if (book == null) {
        book = of(asked.row().session());
      }
      if (book == null && unknown != null && asked.id() == Note.UNKNOWN) {
        book = Book.knownByRequest(nextId(), unknown, text);
      }
      if (book != null) {
        books.put(book.id(), book);
        tell(book, each -> each.noted(asked.row()));
      }
    } else if (note instanceof Note.Became became) {
      Book book = of(became.session());
      if (book != null) {
        tell(book, each -> each.became(became.session(), became.number(), became.state()));
      }
    }
  }

  private @Nullable Book inMemoryOrFile(long id) {
    Book book = books.get(id);
    return book != null || id == Note.UNKNOWN ? book : loaded(id);
  }

  private void takeUp() throws SQLException {
    Instant now = clock.instant();
    for (long id : file.open()) {
      file.load(id, text)
          .ifPresent(
              book -> {
                book.interrupted(now);
                dirty.add(book);
              });
      if (dirty.size() >= DUE_AT_A_TIME) {
        flush(true);
      }
    }
    flush(true);
    waiting.addAll(file.differentOnes(MOST_WAITING));
  }

  // --- told on any thread

  @Override
  public @Nullable SessionWatch opened(ObservedSession session) {
    return new QueuedWatch(this, session);
  }

  @Override
  public void answered(AccountingRecord record, int resultCode, String peer) {
    Instant at = clock.instant();
    Line line = new Line(record);
    line.delivered(at, resultCode, peer);
    post(at, record.service(), line.row(), book -> book.delivered(record, resultCode, peer));
  }

  @Override
  public void answered(CreditRequest request, CreditOutcome outcome) {
    Instant at = clock.instant();
    Line line = new Line(request);
    line.became(at, request, outcome, State.STORED);
    post(at, request.service(), line.row(), book -> book.delivered(request, outcome));
  }

  @Override
  public void deadLetter(
      ChargingInterface where, String session, long number, int resultCode, String reason) {
    became(session, number, State.DEAD);
  }

  @Override
  public void dropped(ChargingInterface where, String session, long number, String why) {
    became(session, number, State.DROPPED);
  }

  private void became(String session, long number, State state) {
    Instant at = clock.instant();
    offer(
        List.of(new Note.Became(session, number, state)),
        () -> {
          Book book = of(session);
          if (book != null) {
            tell(book.at(at), each -> each.became(session, number, state));
          }
        });
  }

  private void post(Instant at, ServiceInformation told, RequestRow row, Consumer<Book> task) {
    Note.Begun begun = Book.note(at, told, identities);
    offer(
        List.of(begun, new Note.Asked(Note.UNKNOWN, row)),
        () -> {
          Book book = of(row.session());
          if (book == null) {
            book = Book.knownByRequest(nextId(), begun, text);
            books.put(book.id(), book);
          }
          tell(book.at(at), task);
        });
  }

  /**
   * Bounded and soon over: it copies the notes, and wakes nobody.
   *
   * @param what outlives the process, until the task has run and what it did is written
   * @return false if there is no room: it is missed
   */
  boolean offer(List<Note> what, Runnable task) {
    byte[] note = what.isEmpty() || !notes.isKept() ? null : Note.write(what);
    boolean taken;
    synchronized (notes) {
      long from = notes.head();
      // One for which there is no room would be lost by a kill alone.
      if (note != null) {
        notes.add(note);
      }
      taken = queue.offer(new Told(from, task));
    }
    if (!taken) {
      missed.incrementAndGet();
    }
    return taken;
  }

  long nextId() {
    return lastId.incrementAndGet();
  }

  Instant now() {
    return clock.instant();
  }

  Identities identities() {
    return identities;
  }

  UnaryOperator<String> text() {
    return text;
  }

  /** Events that wait to be written. */
  public int queued() {
    return queue.size();
  }

  /** Events that were not kept, for want of room. */
  public long missed() {
    return missed.get();
  }

  // --- the ledger's thread

  /**
   * Something of a session that is told of by its own watch.
   *
   * @param known whether it was told of before
   */
  void tell(long id, boolean known, Supplier<Book> fresh, Consumer<Book> task) {
    Book book = books.get(id);
    if (book == null && known) {
      book = loaded(id);
    }
    if (book == null) {
      book = fresh.get();
    }
    books.put(id, book);
    tell(book, task);
  }

  private void tell(Book book, Consumer<Book> task) {
    task.accept(book);
    for (String session : book.chargingSessions()) {
      sessions.putIfAbsent(session, book.id());
    }
    if (dirty.add(book)) {
      book.toldFrom(telling);
    }
  }

  private @Nullable Book of(String chargingSession) {
    Long id = sessions.get(chargingSession);
    try {
      if (id == null) {
        id = file.sessionOf(chargingSession);
      }
    } catch (SQLException e) {
      failed(e);
    }
    if (id == null) {
      return null;
    }
    Book book = books.get(id);
    if (book == null) {
      book = loaded(id);
      if (book != null) {
        books.put(id, book);
      }
    }
    return book;
  }

  private @Nullable Book loaded(long id) {
    try {
      return file.load(id, text).orElse(null);
    } catch (SQLException e) {
      failed(e);
      return null;
    }
  }

  /** Writes what happened; every second it looks for what is due, too. */
  public void tick() {
    queue.drainTo(batch, BATCH);
    for (Told each : batch) {
      telling = each.from();
      try {
        each.task().run();
      } catch (RuntimeException e) {
        LOG.warn("history: an event was not understood: {}", Brief.of(e));
      }
    }
    batch.clear();
    try {
      flush(notes.isFilling(told()));
      notes.release(written());
      long now = clock.millis();
      if (now >= housekeepingAt || housekeepingAt - now > HOUSEKEEPING_MILLIS) {
        boolean isMoreDue = reconcileDue();
        boolean isMoreOld = purge();
        // What comes in faster than it goes once a second would grow beyond its bound.
        housekeepingAt = isMoreDue || isMoreOld ? now : now + HOUSEKEEPING_MILLIS;
      }
    } catch (SQLException e) {
      failed(e);
    }
    tellMissed();
  }

  /** All notes before were told to their books. */
  private long told() {
    synchronized (notes) {
      Told next = queue.peek();
      return next == null ? notes.head() : next.from();
    }
  }

  /** All notes before are in the history. Books are dirty in the order in which they became so. */
  private long written() {
    long told = told();
    Iterator<Book> oldest = dirty.iterator();
    return oldest.hasNext() ? Math.min(told, oldest.next().toldFrom()) : told;
  }

  /**
   * @param all also what could wait
   */
  private void flush(boolean all) throws SQLException {
    List<Written> written = new ArrayList<>();
    Instant now = clock.instant();
    for (Book book : dirty) {
      if (all || !book.canWait(now)) {
        Balance before = book.balance();
        Reconciliation found = book.reconcile(isDue(book));
        file.save(book);
        written.add(new Written(book, before, found));
      }
    }
    if (written.isEmpty()) {
      return;
    }
    file.commit();
    for (Written each : written) {
      dirty.remove(each.book());
      settled(each);
    }
    if (failing) {
      failing = false;
      news.writesAgain();
    }
  }

  private record Written(Book book, Balance before, @Nullable Reconciliation found) {}

  private boolean isDue(Book book) {
    Instant ended = book.ended();
    return ended != null && !ended.plus(policy.patience()).isAfter(clock.instant());
  }

  /** A book that adds up needs no place in memory; more of it is read from the file. */
  private void settled(Written written) {
    Book book = written.book();
    book.saved(clock.instant());
    if (book.count() && written.found() != null) {
      news.reconciled(book.row(), written.found().usage(), book.requests());
    }
    changed(book, written.before());
    keepInView(book);
    if (book.balance() != Balance.OPEN) {
      letGo(book);
    }
  }

  private void changed(Book book, Balance before) {
    if (before != Balance.DIFFERENT && book.balance() == Balance.DIFFERENT) {
      news.different(book.row(), different.incrementAndGet());
    } else if (before == Balance.DIFFERENT && book.balance() == Balance.EVEN) {
      if (different.decrementAndGet() == 0) {
        news.even();
      }
    }
  }

  private void letGo(Book book) {
    books.remove(book.id());
    book.chargingSessions().forEach(sessions::remove);
  }

  /**
   * @return whether there may be more
   */
  private boolean reconcileDue() throws SQLException {
    List<Long> due = file.due(clock.instant().minus(policy.patience()), DUE_AT_A_TIME);
    for (long id : due) {
      reconcile(id, false);
    }
    List<Long> again = waiting.stream().limit(AGAIN_AT_A_TIME).toList();
    again.forEach(waiting::remove);
    for (long id : again) {
      reconcile(id, true);
    }
    return due.size() == DUE_AT_A_TIME;
  }

  /**
   * @param again whether that was done before: then only something new is written
   */
  private void reconcile(long id, boolean again) throws SQLException {
    Book book = books.get(id);
    if (book == null) {
      book = file.load(id, text).orElse(null);
    }
    if (book == null) {
      return;
    }
    Instant ended = book.ended();
    if (ended != null && ended.isBefore(started)) {
      // Answers may have come in the last moment of the process before this one.
      book.missed();
    }
    boolean assumed = isTakenUp() && book.assume(waits, notes.isKept());
    if (again && !assumed) {
      keepInView(book);
      return;
    }
    Balance before = book.balance();
    Reconciliation found = book.reconcile(true);
    file.save(book);
    file.commit();
    settled(new Written(book, before, found));
  }

  /** The journal has had its time to take up what a former process owed. */
  private boolean isTakenUp() {
    return !clock.instant().isBefore(started.plus(policy.patience()));
  }

  /** One that the journal has nothing of any more stays as it is. */
  private void keepInView(Book book) {
    if (book.balance() == Balance.DIFFERENT
        && waiting.size() < MOST_WAITING
        && (!isTakenUp() || book.mayBeAssumed(waits))) {
      waiting.add(book.id());
    }
  }

  /**
   * @return whether there may be more
   */
  private boolean purge() throws SQLException {
    int gone = file.purge(clock.instant().minus(policy.retention()), PURGED_AT_A_TIME);
    if (file.size() > policy.mostOctets()) {
      gone += file.purgeOldest(PURGED_AT_A_TIME);
    }
    file.commit();
    if (gone > 0) {
      file.shrink();
      different.set(file.different());
    }
    return gone >= PURGED_AT_A_TIME;
  }

  private void failed(SQLException e) {
    file.rollBack();
    if (!failing) {
      failing = true;
      news.writeFailed(String.valueOf(e.getMessage()));
    }
    if (dirty.size() > MOST_UNWRITTEN) {
      missed.addAndGet(dirty.size());
      dirty.forEach(this::letGo);
      dirty.clear();
    }
  }

  private void tellMissed() {
    long now = missed.get();
    if (now != toldMissed) {
      toldMissed = now;
      news.overflowed(now);
    }
  }

  /**
   * Erases a subscriber: found nowhere any more, also in what is written later of sessions that are
   * up. Blocks until it is done.
   *
   * @param identity as SIP has it
   * @return how many sessions it took part in
   */
  public int forget(String identity) throws InterruptedException {
    CompletableFuture<Integer> done = new CompletableFuture<>();
    long from;
    synchronized (notes) {
      from = notes.head();
    }
    queue.put(
        new Told(
            from,
            () -> {
              try {
                flush(true);
                String kept = identities.of(identity);
                books.values().forEach(book -> book.forget(kept));
                done.complete(file.forget(kept));
              } catch (SQLException e) {
                failed(e);
                done.completeExceptionally(new HistoryException("history: " + e.getMessage(), e));
              }
            }));
    try {
      return done.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new HistoryException("history: the subscriber was not erased: " + e.getMessage(), e);
    }
  }

  /**
   * Erases a subscriber from a history that no server uses.
   *
   * @return how many sessions it took part in
   */
  public static int forget(Path path, IdentityForm form, byte[] key, String identity) {
    String kept = new Identities(form, key).of(identity);
    try (HistoryFile file = HistoryFile.open(path)) {
      NoteFile notes = NoteFile.open(path);
      List<Note> former = Note.read(notes.former());
      notes.clear();
      for (Note each : former) {
        notes.add(Note.write(List.of(each.without(kept))));
      }
      return file.forget(kept);
    } catch (SQLException e) {
      throw new HistoryException("history: " + e.getMessage(), e);
    }
  }

  /** Whether history began anew with this process, as its file was damaged. */
  public boolean isAfterDamage() {
    return file.isAfterDamage();
  }

  /** Sessions that do not add up. */
  public long different() {
    return different.get();
  }

  /** On the ledger's thread, after its last tick. */
  @Override
  public void close() {
    do {
      tick();
    } while (!queue.isEmpty() && !failing);
    try {
      flush(true);
      notes.release(written());
      file.close();
    } catch (SQLException e) {
      LOG.warn("history not closed cleanly: {}", e.getMessage());
    }
  }
}
