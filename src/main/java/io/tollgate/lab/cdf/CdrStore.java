package io.tollgate.lab.cdf;

import io.tollgate.csv.Csv;
import io.tollgate.lab.common.AppendLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The records and what they fold to. Stateless in the sense of TS 32.299: any record may come in
 * any order; a repeat of Session-Id and number is noticed. Each record is in {@code records.csv}
 * before {@link #add} returns; a finished session adds a line to {@code cdr.csv}, and another one
 * if a record comes in later.
 */
public final class CdrStore implements AutoCloseable {

  private static final int SESSIONS_IN_MEMORY = 500_000;
  private static final int RECORDS_IN_MEMORY = 20_000;

  private final AppendLog records;
  private final AppendLog cdrs;
  private final Map<String, CallDetail> sessions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CallDetail> eldest) {
          return size() > SESSIONS_IN_MEMORY;
        }
      };
  private final Deque<AccountingRecord> latest = new ArrayDeque<>();

  private CdrStore(AppendLog records, AppendLog cdrs) {
    this.records = records;
    this.cdrs = cdrs;
  }

  public static CdrStore open(Optional<Path> folder) throws IOException {
    AppendLog records = AppendLog.open(folder, "records.csv", Csv.oneLine(Column.names()));
    AppendLog cdrs = AppendLog.open(folder, "cdr.csv", Csv.oneLine(CallDetail.HEADER));
    CdrStore store = new CdrStore(records, cdrs);
    records.former().stream().map(AccountingRecord::parse).forEach(store::fold);
    store.writeCdrsLostInAKill(cdrs.former());
    return store;
  }

  /**
   * @return false if the record was there before
   */
  public synchronized boolean add(AccountingRecord record) {
    CallDetail session = sessions.get(record.sessionId());
    boolean repeated = session != null && session.has(record.number());
    AccountingRecord stored = repeated ? record.asDuplicate() : record;
    records.append(stored.line());
    CallDetail detail = fold(stored);
    if (!repeated && detail.isFinished()) {
      cdrs.append(detail.line());
    }
    return !repeated;
  }

  /** The records of a session, duplicates included, in the order in which they came. */
  public synchronized List<AccountingRecord> records(String sessionId) {
    return latest.stream().filter(record -> record.sessionId().equals(sessionId)).toList();
  }

  /** The latest records of all sessions, duplicates included. */
  public synchronized List<AccountingRecord> records() {
    return List.copyOf(latest);
  }

  public synchronized List<CallDetail> sessions() {
    return List.copyOf(sessions.values());
  }

  public synchronized Optional<CallDetail> session(String sessionId) {
    return Optional.ofNullable(sessions.get(sessionId));
  }

  /** Leaves out of memory what a subscriber has finished; the files keep it. */
  public synchronized void forget(String subscriber) {
    sessions
        .values()
        .removeIf(
            session ->
                session.isFinished() && subscriber.equals(session.last().get(Column.SUBSCRIBER)));
    latest.removeIf(record -> subscriber.equals(record.get(Column.SUBSCRIBER)));
  }

  /** Every session, finished or not, one line each. */
  public synchronized String csv() {
    StringBuilder csv = new StringBuilder(Csv.oneLine(CallDetail.HEADER)).append('\n');
    sessions.values().forEach(session -> csv.append(session.line()).append('\n'));
    return csv.toString();
  }

  @Override
  public void close() throws IOException {
    records.close();
    cdrs.close();
  }

  private CallDetail fold(AccountingRecord record) {
    latest.addLast(record);
    if (latest.size() > RECORDS_IN_MEMORY) {
      latest.removeFirst();
    }
    CallDetail session = sessions.get(record.sessionId());
    if (session == null) {
      session = new CallDetail(record);
      sessions.put(record.sessionId(), session);
    } else if (record.isDuplicate()) {
      session.addDuplicate();
    } else {
      session.add(record);
    }
    return session;
  }

  private void writeCdrsLostInAKill(List<String> lines) {
    Set<String> written = new HashSet<>();
    lines.forEach(line -> written.add(Csv.split(line).get(0)));
    sessions.values().stream()
        .filter(CallDetail::isFinished)
        .filter(session -> !written.contains(session.sessionId()))
        .forEach(session -> cdrs.append(session.line()));
  }
}
