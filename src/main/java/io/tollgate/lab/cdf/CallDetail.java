package io.tollgate.lab.cdf;

import io.tollgate.csv.Csv;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The records of one accounting session, folded: counters are cumulative, so the last one counts.
 */
public final class CallDetail {

  static final List<String> HEADER =
      List.of(
          "session-id",
          "state",
          "subscriber",
          "calling",
          "called",
          "call-id",
          "icid",
          "application-session",
          "first",
          "last",
          "records",
          "duplicates",
          "numbers",
          "types",
          "participants-most",
          "participants-last",
          "sent",
          "successfully-sent",
          "exploded",
          "successfully-exploded",
          "cause");

  private final String sessionId;
  private final TreeMap<Long, RecordType> byNumber = new TreeMap<>();
  private AccountingRecord first;
  private AccountingRecord last;
  private int duplicates;
  private long mostParticipants;

  CallDetail(AccountingRecord record) {
    sessionId = record.sessionId();
    first = record;
    last = record;
    add(record);
  }

  boolean has(long number) {
    return byNumber.containsKey(number);
  }

  void addDuplicate() {
    duplicates++;
  }

  void add(AccountingRecord record) {
    byNumber.put(record.number(), record.type());
    if (record.number() < first.number()) {
      first = record;
    }
    if (record.number() >= last.number()) {
      last = record;
    }
    mostParticipants = Math.max(mostParticipants, record.number(Column.PARTICIPANTS));
  }

  public String sessionId() {
    return sessionId;
  }

  /** The types in the order of their numbers. */
  public List<RecordType> types() {
    return List.copyOf(byNumber.values());
  }

  public List<Long> numbers() {
    return List.copyOf(byNumber.keySet());
  }

  public int duplicates() {
    return duplicates;
  }

  public AccountingRecord last() {
    return last;
  }

  /** True once a STOP or an EVENT is there; records that arrive later still count. */
  public boolean isFinished() {
    return byNumber.containsValue(RecordType.STOP) || byNumber.containsValue(RecordType.EVENT);
  }

  /** True if it is one EVENT, or one START, any interims and one STOP with the highest number. */
  public boolean isWhole() {
    List<RecordType> types = types();
    if (types.equals(List.of(RecordType.EVENT))) {
      return true;
    }
    return types.size() >= 2
        && types.get(0) == RecordType.START
        && types.get(types.size() - 1) == RecordType.STOP
        && types.subList(1, types.size() - 1).stream().allMatch(type -> type == RecordType.INTERIM);
  }

  String line() {
    List<String> fields = new ArrayList<>();
    fields.add(sessionId);
    fields.add(isWhole() ? "whole" : isFinished() ? "odd" : "open");
    for (Column column :
        List.of(
            Column.SUBSCRIBER,
            Column.CALLING,
            Column.CALLED,
            Column.CALL_ID,
            Column.ICID,
            Column.APPLICATION_SESSION)) {
      fields.add(last.get(column).isEmpty() ? first.get(column) : last.get(column));
    }
    fields.add(timeOf(first));
    fields.add(timeOf(last));
    fields.add(Integer.toString(byNumber.size()));
    fields.add(Integer.toString(duplicates));
    fields.add(joined(byNumber.keySet()));
    fields.add(joined(byNumber.values()));
    fields.add(Long.toString(mostParticipants));
    for (Column column :
        List.of(
            Column.PARTICIPANTS,
            Column.SENT,
            Column.SUCCESSFULLY_SENT,
            Column.EXPLODED,
            Column.SUCCESSFULLY_EXPLODED,
            Column.CAUSE)) {
      fields.add(last.get(column));
    }
    return Csv.oneLine(fields);
  }

  private static String timeOf(AccountingRecord record) {
    return record.get(Column.EVENT_TIME).isEmpty()
        ? Instant.parse(record.get(Column.RECEIVED)).toString()
        : record.get(Column.EVENT_TIME);
  }

  private static String joined(Iterable<?> values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(String.valueOf(value)));
    return texts.stream().collect(Collectors.joining(" "));
  }
}
