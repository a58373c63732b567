package io.tollgate.journal.store.postgres;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.DeadLetter;
import io.tollgate.journal.store.KeptDialog;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows as values, and values as parameters. Texts of any character are octets in the database. */
final class PostgresRows {

  static final String RECORD = "id, channel, session, number, kind, stored, sent, body";

  private PostgresRows() {}

  static Pending pending(ResultSet row) throws SQLException {
    return new Pending(
        row.getLong("id"),
        channel(row),
        row.getString("session"),
        row.getLong("number"),
        Kind.valueOf(row.getString("kind")),
        Instant.ofEpochMilli(row.getLong("stored")),
        row.getBoolean("sent"),
        text(row.getBytes("body")));
  }

  static ClosingRecord owed(ResultSet row) throws SQLException {
    byte @Nullable [] unanswered = row.getBytes("unanswered");
    return new ClosingRecord(
        row.getString("session"),
        channel(row),
        row.getLong("number"),
        row.getLong("boot"),
        Instant.ofEpochMilli(row.getLong("updated")),
        text(row.getBytes("body")),
        unanswered == null ? null : text(unanswered));
  }

  static DeadLetter deadLetter(ResultSet row) throws SQLException {
    return new DeadLetter(
        pending(row),
        row.getInt("result_code"),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("buried")));
  }

  static KeptDialog dialog(ResultSet row) throws SQLException {
    return new KeptDialog(
        row.getString("id"),
        Instant.ofEpochMilli(row.getLong("updated")),
        text(row.getBytes("legs")));
  }

  private static ChargingInterface channel(ResultSet row) throws SQLException {
    return ChargingInterface.valueOf(row.getString("channel"));
  }

  /** The columns of {@link #RECORD} as parameters, from this one on. */
  static void set(PreparedStatement statement, int from, Pending record) throws SQLException {
    statement.setLong(from, record.id());
    statement.setString(from + 1, record.channel().name());
    statement.setString(from + 2, record.session());
    statement.setLong(from + 3, record.number());
    statement.setString(from + 4, record.kind().name());
    statement.setLong(from + 5, record.stored().toEpochMilli());
    statement.setBoolean(from + 6, record.sent());
    statement.setBytes(from + 7, octets(record.body()));
  }

  static void setOctets(PreparedStatement statement, int at, @Nullable String text)
      throws SQLException {
    if (text == null) {
      statement.setNull(at, Types.BINARY);
    } else {
      statement.setBytes(at, octets(text));
    }
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }
}
