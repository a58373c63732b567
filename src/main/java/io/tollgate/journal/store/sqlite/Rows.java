package io.tollgate.journal.store.sqlite;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.DeadLetter;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Rows as values. */
final class Rows {

  private Rows() {}

  static Pending pending(ResultSet row) throws SQLException {
    return new Pending(
        row.getLong("id"),
        channel(row),
        row.getString("session"),
        row.getLong("number"),
        Kind.valueOf(row.getString("kind")),
        Instant.ofEpochMilli(row.getLong("stored")),
        row.getInt("sent") != 0,
        row.getString("body"));
  }

  static ClosingRecord owed(ResultSet row) throws SQLException {
    return new ClosingRecord(
        row.getString("session"),
        channel(row),
        row.getLong("number"),
        row.getLong("boot"),
        Instant.ofEpochMilli(row.getLong("updated")),
        row.getString("body"),
        row.getString("unanswered"));
  }

  static DeadLetter deadLetter(ResultSet row) throws SQLException {
    return new DeadLetter(
        pending(row),
        row.getInt("result_code"),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("buried")));
  }

  private static ChargingInterface channel(ResultSet row) throws SQLException {
    return ChargingInterface.valueOf(row.getString("channel"));
  }
}
