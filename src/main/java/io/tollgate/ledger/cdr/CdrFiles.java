package io.tollgate.ledger.cdr;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.files.sqlite.FileOrigin;
import io.tollgate.ledger.HistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes charging data records of accounting records, one for each session or event, and files of
 * them. Whoever hands one over is told when it is on disk, and hands it over again where it was
 * not; one that comes again is known. {@link #turn} does the work, on one thread.
 */
public final class CdrFiles implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(CdrFiles.class);

  /** What a database of records is known by. */
  public static final FileOrigin ORIGIN = CdrStore.ORIGIN;

  private static final int MOST_QUEUED = 50_000;
  private static final int BATCH = 5_000;
  private static final int AT_A_TIME = 1_000;

  private static final Duration KNOWN = Duration.ofHours(24);
  private static final Duration HOUSEKEEPING = Duration.ofSeconds(10);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int FORGOTTEN_AT_A_TIME = 2_000;

  private final CdrStore store;
  private final CdrPolicy policy;
  private final CdrFolder folder;
  private final Function<ServiceProfile, String> contexts;
  private final InstantSource clock;
  private final CdrNews news;
  private final Predicate<String> waits;
  private final BlockingQueue<Handed> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
  private final AtomicLong written = new AtomicLong();
  private volatile long gathered;

  // --- on the writer's thread

  private CdrStore.Current current;
  private long octets;
  private boolean failing;
  private Instant resume = Instant.MIN;
  private Instant housekeepingAt = Instant.MIN;
  private final CdrPush push;
  private Instant pushAt = Instant.MIN;

  private record Handed(AccountingRecord record, Consumer<Boolean> kept) {}

  private CdrFiles(
      CdrStore store,
      CdrPolicy policy,
      Function<ServiceProfile, String> contexts,
      InstantSource clock,
      CdrNews news,
      Predicate<String> waits)
      throws SQLException {
    this.store = store;
    this.policy = policy;
    this.folder = new CdrFolder(policy.folder(), policy.node(), policy.host());
    this.push = new CdrPush(policy.push(), policy.pushTimeout());
    this.contexts = contexts;
    this.clock = clock;
    this.news = news;
    this.waits = waits;
    this.current = store.current();
    measure();
  }

  /**
   * @param contexts Service-Context-Id of each profile
   * @param waits whether the journal has anything of a charging session
   * @throws HistoryException if the database or the folder cannot be used
   */
  public static CdrFiles open(
      Path database,
      CdrPolicy policy,
      Function<ServiceProfile, String> contexts,
      InstantSource clock,
      CdrNews news,
      Predicate<String> waits) {
    try {
      CdrFiles files =
          new CdrFiles(
              CdrStore.open(database, policy.format()), policy, contexts, clock, news, waits);
      files.takeUp();
      return files;
    } catch (SQLException e) {
      throw new HistoryException(database + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new HistoryException(policy.folder() + ": " + e, e);
    }
  }

  /** A file that was being closed is closed; one of another format, too. */
  private void takeUp() throws SQLException, IOException {
    folder.tidy();
    if (current.closing() != null) {
      make();
    }
    if (current.format() != policy.format()) {
      if (gathered > 0) {
        closing(FileHeader.Reason.CHANGE);
        make();
      }
      current =
          new CdrStore.Current(
              current.sequence(), current.next(), policy.format(), null, null, null, null);
      store.save(current);
      store.commit();
    }
  }

  private void measure() throws SQLException {
    long[] both = store.gathered();
    gathered = both[0];
    octets = both[1];
  }

  // --- any thread

  /**
   * Takes a record, in any thread.
   *
   * @param kept told once, on the writer's thread or within this call: whether it is on disk
   */
  public void hand(AccountingRecord record, Consumer<Boolean> kept) {
    if (record.type() == RecordType.INTERIM) {
      // The STOP says all that it says: counters are of the whole session.
      kept.accept(true);
    } else if (!queue.offer(new Handed(record, kept))) {
      kept.accept(false);
    }
  }

  /** Records in files and on the way there, since the start. */
  public long written() {
    return written.get();
  }

  /** Records of the file that gathers. */
  public long gathered() {
    return gathered;
  }

  // --- the writer's thread

  /** Waits for records up to a time, and does what is due. */
  public void turn(Duration patience) throws InterruptedException {
    List<Handed> batch = new ArrayList<>();
    Handed first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      batch.add(first);
      queue.drainTo(batch, BATCH - 1);
    }
    workAll(batch);
  }

  /** No more at a time than the file that gathers has room for. */
  private void workAll(List<Handed> batch) {
    int from = 0;
    do {
      int room = (int) Math.max(1, Math.min(AT_A_TIME, policy.mostRecords() - gathered));
      int to = Math.min(batch.size(), from + room);
      work(batch.subList(from, to));
      from = to;
    } while (from < batch.size());
  }

  private void work(List<Handed> batch) {
    boolean kept = false;
    try {
      finishClosing();
      kept = keep(batch);
      rotate();
      housekeeping();
      push();
      if (failing && !clock.instant().isBefore(resume)) {
        // A turn without a record writes nothing, and so proves nothing.
        store.probe(clock.instant());
        failing = false;
        news.worksAgain();
      }
    } catch (SQLException | IOException e) {
      failed(e);
    }
    boolean outcome = kept;
    batch.forEach(each -> each.kept().accept(outcome));
  }

  private boolean keep(List<Handed> batch) throws SQLException {
    if (batch.isEmpty()) {
      return true;
    }
    if (current.closing() != null) {
      // Its contents are settled: until it is made, the journal keeps what comes.
      return false;
    }
    CdrStore.Current before = current;
    long gatheredBefore = gathered;
    long octetsBefore = octets;
    try {
      for (Handed each : batch) {
        keep(each.record());
      }
      store.save(current);
      store.commit();
      written.addAndGet(gathered - gatheredBefore);
      return true;
    } catch (SQLException e) {
      store.rollBack();
      current = before;
      gathered = gatheredBefore;
      octets = octetsBefore;
      throw e;
    }
  }

  private void keep(AccountingRecord record) throws SQLException {
    String session = record.sessionId();
    if (record.type() == RecordType.START) {
      if (!store.isTaken(session)) {
        store.opened(
            session,
            new Cdr.Opening(
                record.eventTime(),
                record.service().times().request(),
                record.service().times().response()));
      }
      return;
    }
    boolean event = record.type() == RecordType.EVENT;
    String key = event ? session + "#" + record.number() : session;
    Instant now = clock.instant();
    if (store.take(key, session, now)) {
      append(record, event ? null : store.opening(session), now);
    }
  }

  private void append(AccountingRecord record, Cdr.@Nullable Opening opening, Instant now)
      throws SQLException {
    byte[] body;
    try {
      body = encoder().encode(new Cdr(current.next(), record, opening, now));
    } catch (RuntimeException e) {
      news.unwritable(record.sessionId(), String.valueOf(e.getMessage()));
      return;
    }
    store.append(current.next(), body, record.sessionId());
    current =
        new CdrStore.Current(
            current.sequence(),
            current.next() + 1,
            current.format(),
            current.first() == null ? now : current.first(),
            now,
            null,
            null);
    // Written by one thread alone; the others only read it.
    long more = gathered + 1;
    gathered = more;
    octets += body.length;
  }

  private CdrEncoder encoder() {
    return current.format() == CdrFormat.CSV
        ? new CsvCdr(policy.node())
        : new BerCdr(policy.node(), contexts);
  }

  private void finishClosing() throws SQLException, IOException {
    if (current.closing() != null && !clock.instant().isBefore(resume)) {
      make();
    }
  }

  private void rotate() throws SQLException, IOException {
    Instant now = clock.instant();
    if (gathered == 0 || current.closing() != null || now.isBefore(resume)) {
      return;
    }
    Instant first = Objects.requireNonNull(current.first());
    if (gathered >= policy.mostRecords()) {
      close(FileHeader.Reason.COUNT);
    } else if (octets >= policy.mostOctets()) {
      close(FileHeader.Reason.SIZE);
    } else if (!first.plus(policy.longest()).isAfter(now)) {
      close(FileHeader.Reason.TIME);
    }
  }

  private void close(FileHeader.Reason reason) throws SQLException, IOException {
    closing(reason);
    make();
  }

  /** From here on its name and contents are settled, whatever dies. */
  private void closing(FileHeader.Reason reason) throws SQLException {
    CdrStore.Current closing =
        new CdrStore.Current(
            current.sequence(),
            current.next(),
            current.format(),
            current.first(),
            current.last(),
            clock.instant(),
            reason);
    store.save(closing);
    store.commit();
    current = closing;
  }

  private void make() throws SQLException, IOException {
    long records = gathered;
    Path file = folder.write(store, current, records, octets);
    CdrStore.Current next =
        new CdrStore.Current(
            current.sequence() + 1, current.next(), current.format(), null, null, null, null);
    store.made(
        new CdrStore.Made(
            current.sequence(),
            folder.name(current),
            Objects.requireNonNull(current.closing()),
            false),
        next);
    store.commit();
    current = next;
    gathered = 0;
    octets = 0;
    news.closed(file, records);
  }

  private void failed(Exception why) {
    store.rollBack();
    resume = clock.instant().plus(PAUSE_AFTER_FAILURE);
    if (!failing) {
      failing = true;
      news.failed(String.valueOf(why.getMessage()));
    }
  }

  private void housekeeping() throws SQLException {
    Instant now = clock.instant();
    if (now.isBefore(housekeepingAt)) {
      return;
    }
    housekeepingAt = now.plus(HOUSEKEEPING);
    for (CdrStore.Taken each : store.takenBefore(now.minus(KNOWN), FORGOTTEN_AT_A_TIME)) {
      if (waits.test(each.session())) {
        store.renew(each, now);
      } else {
        store.forget(each);
      }
    }
    store.forgetOpened(now.minus(policy.keep()));
    store.commit();
    purge(now);
  }

  /** Files that went where they should, or need not, have their time. */
  private void purge(Instant now) throws SQLException {
    for (CdrStore.Made each : store.made()) {
      boolean due = !each.closed().plus(policy.keep()).isAfter(now);
      if (due && (each.pushed() || policy.push().isEmpty())) {
        try {
          Files.deleteIfExists(folder.path(each.name()));
          store.gone(each.sequence());
        } catch (IOException e) {
          LOG.warn("{} is not deleted: {}", each.name(), e.toString());
        }
      }
    }
    store.commit();
  }

  // --- files that go elsewhere

  private void push() throws SQLException {
    if (!push.isOn()) {
      return;
    }
    Instant now = clock.instant();
    CdrPush.Outcome outcome = push.finished();
    if (outcome != null) {
      pushed(outcome, now);
    }
    if (!push.isBusy() && !now.isBefore(pushAt)) {
      CdrStore.Made next = store.unpushed(now.minus(policy.keep()));
      if (next == null) {
        pushAt = now.plus(PAUSE_AFTER_FAILURE);
      } else {
        push.start(next, folder.path(next.name()));
      }
    }
  }

  private void pushed(CdrPush.Outcome outcome, Instant now) throws SQLException {
    Path file = folder.path(outcome.file().name());
    String why = outcome.why();
    if (why == null) {
      store.pushed(outcome.file().sequence());
      store.commit();
      news.pushed(file);
    } else {
      pushAt = now.plus(policy.pushRetry());
      news.notPushed(file, why);
    }
  }

  /** Closes the file that gathers; on the writer's thread, after its last turn. */
  @Override
  public void close() {
    push.stop();
    List<Handed> rest = new ArrayList<>();
    while (queue.drainTo(rest, BATCH) > 0) {
      workAll(rest);
      rest.clear();
    }
    try {
      if (gathered > 0 && current.closing() == null) {
        close(FileHeader.Reason.NORMAL);
      }
      store.close();
    } catch (SQLException | IOException e) {
      LOG.warn("the file of charging data records is closed at the next start: {}", e.toString());
    }
  }
}
