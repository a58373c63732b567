package io.tollgate.lab.cdf;

import io.tollgate.csv.Csv;
import io.tollgate.lab.stack.LabRequest;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One accounting request as it came in. */
public record AccountingRecord(Map<Column, String> values) {

  public AccountingRecord {
    values = Map.copyOf(values);
  }

  static AccountingRecord read(LabRequest request, Instant received) {
    Map<Column, String> values = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      values.put(column, column.read(request));
    }
    values.put(Column.RECEIVED, received.toString());
    return new AccountingRecord(values);
  }

  public static AccountingRecord parse(String line) {
    List<String> fields = Csv.split(line);
    Map<Column, String> values = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      values.put(column, column.ordinal() < fields.size() ? fields.get(column.ordinal()) : "");
    }
    return new AccountingRecord(values);
  }

  public String line() {
    return Csv.oneLine(new EnumMap<>(values).values());
  }

  public String get(Column column) {
    return values.getOrDefault(column, "");
  }

  /** A number, or 0 where the request had none. */
  public long number(Column column) {
    return get(column).isEmpty() ? 0 : Long.parseLong(get(column));
  }

  public String sessionId() {
    return get(Column.SESSION_ID);
  }

  public RecordType type() {
    return RecordType.valueOf(get(Column.TYPE));
  }

  public long number() {
    return number(Column.NUMBER);
  }

  public boolean isRetransmission() {
    return !get(Column.T_FLAG).isEmpty();
  }

  public boolean isDuplicate() {
    return !get(Column.DUPLICATE).isEmpty();
  }

  AccountingRecord asDuplicate() {
    Map<Column, String> changed = new EnumMap<>(values);
    changed.put(Column.DUPLICATE, "D");
    return new AccountingRecord(changed);
  }
}
