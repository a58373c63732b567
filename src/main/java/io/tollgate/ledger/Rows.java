package io.tollgate.ledger;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SessionType;
import io.tollgate.ledger.SessionRow.End;
import io.tollgate.ledger.SessionRow.Ids;
import io.tollgate.ledger.SessionRow.Service;
import io.tollgate.ledger.SessionRow.Who;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rows of the history over one connection. */
final class Rows {
  private final Connection connection;

  Rows(Connection connection) {
    this.connection = connection;
  }

  Optional<SessionStory> story(long id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT s.*, d.requests, d.steps AS ladder, d.usage FROM session s"
                + " LEFT JOIN detail d ON d.session = s.id WHERE s.id = ?")) {
      query.setLong(1, id);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        List<StepRow> steps = DetailText.steps(text(row, "ladder"));
        return Optional.of(
            new SessionStory(
                session(row),
                DetailText.requests(text(row, "requests")),
                steps,
                row.getLong("steps") - steps.size(),
                DetailText.usage(text(row, "usage"))));
      }
    }
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  List<String> parties(long session) throws SQLException {
    return DetailText.parties(detail("parties", session));
  }

  Set<String> chargingSessions(long session) throws SQLException {
    return DetailText.requests(detail("requests", session)).stream()
        .map(RequestRow::session)
        .collect(Collectors.toSet());
  }

  private String detail(String column, long session) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT " + column + " FROM detail WHERE session = ?")) {
      query.setLong(1, session);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? text(row, column) : "";
      }
    }
  }

  void requests(ChargingInterface where, long from, long to, Consumer<RequestRow> each)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT requests FROM detail");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        for (RequestRow request : DetailText.requests(text(row, "requests"))) {
          long at = request.at().toEpochMilli();
          if (request.where() == where && at >= from && at < to) {
            each.accept(request);
          }
        }
      }
    }
  }

  static SessionRow session(ResultSet row) throws SQLException {
    Instant began = Instant.ofEpochMilli(row.getLong("began"));
    return new SessionRow(
        row.getLong("id"),
        began,
        time(row, "ended"),
        new Service(
            ServiceProfile.valueOf(row.getString("profile")),
            ServiceKind.valueOf(row.getString("kind")),
            FunctionRole.valueOf(row.getString("function")),
            NodeRole.valueOf(row.getString("role")),
            SessionType.valueOf(row.getString("type"))),
        new Who(
            row.getString("payer"),
            row.getString("caller"),
            row.getString("callee"),
            row.getString("group_name")),
        new Ids(
            row.getString("icid"),
            row.getString("call_id"),
            row.getString("outgoing_call_id"),
            row.getString("conversation_id"),
            row.getString("offline_id"),
            row.getString("online_id")),
        new End(
            Outcome.valueOf(row.getString("outcome")),
            row.getInt("status"),
            number(row, "cause"),
            row.getString("reason")),
        new MessageCounters(
            row.getLong("sent"),
            row.getLong("exploded"),
            row.getLong("sent_ok"),
            row.getLong("exploded_ok"),
            row.getLong("octets_in"),
            row.getLong("octets_out")),
        row.getLong("seconds"),
        row.getInt("participants"),
        Balance.values()[row.getInt("balance")],
        row.getString("difference"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
