package io.tollgate.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fills in a statement, one value after the other. */
final class Binding {
  private final PreparedStatement statement;
  private int next = 1;

  Binding(PreparedStatement statement) {
    this.statement = statement;
  }

  Binding number(long value) throws SQLException {
    statement.setLong(next++, value);
    return this;
  }

  Binding maybe(@Nullable Number value) throws SQLException {
    if (value == null) {
      statement.setNull(next++, Types.INTEGER);
      return this;
    }
    return number(value.longValue());
  }

  Binding time(@Nullable Instant value) throws SQLException {
    return maybe(value == null ? null : value.toEpochMilli());
  }

  Binding text(@Nullable String value) throws SQLException {
    statement.setString(next++, value);
    return this;
  }

  Binding word(Enum<?> value) throws SQLException {
    return text(value.name());
  }
}
