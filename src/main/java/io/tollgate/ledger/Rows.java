package io.tollgate.ledger;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SessionType;
import io.tollgate.ledger.RequestRow.State;
import io.tollgate.ledger.SessionRow.End;
import io.tollgate.ledger.SessionRow.Ids;
import io.tollgate.ledger.SessionRow.Service;
import io.tollgate.ledger.SessionRow.Who;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads rows of the history over one connection. */
final class Rows {
  private final Connection connection;

  Rows(Connection connection) {
    this.connection = connection;
  }

  Optional<SessionStory> story(long id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT * FROM session WHERE id = ?")) {
      query.setLong(1, id);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        SessionRow session = session(row);
        long steps = row.getLong("steps");
        return Optional.of(
            new SessionStory(
                session,
                requests(id),
                steps(id),
                Math.max(0, steps - Book.mostSteps()),
                usage(id)));
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

  List<RequestRow> requests(long session) throws SQLException {
    List<RequestRow> all = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT * FROM request WHERE session = ? ORDER BY at, charging_session, number")) {
      query.setLong(1, session);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          all.add(request(row));
        }
      }
    }
    return all;
  }

  void requests(ChargingInterface where, long from, long to, Consumer<RequestRow> each)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT * FROM request WHERE place = ? AND at >= ? AND at < ?")) {
      query.setString(1, where.name());
      query.setLong(2, from);
      query.setLong(3, to);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          each.accept(request(row));
        }
      }
    }
  }

  private static RequestRow request(ResultSet row) throws SQLException {
    return new RequestRow(
        ChargingInterface.valueOf(row.getString("place")),
        row.getString("charging_session"),
        row.getLong("number"),
        row.getString("type"),
        row.getString("why"),
        Instant.ofEpochMilli(row.getLong("at")),
        time(row, "answered"),
        State.valueOf(row.getString("state")),
        row.getInt("result"),
        row.getLong("messages"),
        row.getLong("octets_in"),
        row.getLong("octets_out"),
        row.getInt("participants"),
        AmountText.read(row.getString("amounts")));
  }

  private List<StepRow> steps(long session) throws SQLException {
    List<StepRow> all = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("SELECT * FROM step WHERE session = ? ORDER BY number")) {
      query.setLong(1, session);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          all.add(
              new StepRow(
                  Instant.ofEpochMilli(row.getLong("at")),
                  row.getString("sender"),
                  row.getString("receiver"),
                  row.getString("what"),
                  row.getString("meaning")));
        }
      }
    }
    return all;
  }

  private List<UsageRow> usage(long session) throws SQLException {
    List<UsageRow> all = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("SELECT * FROM usage WHERE session = ? ORDER BY number")) {
      query.setLong(1, session);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          long service = row.getLong("service");
          Long identifier = row.wasNull() ? null : service;
          all.add(
              new UsageRow(
                  ChargingInterface.valueOf(row.getString("place")),
                  row.getLong("rating_group"),
                  identifier,
                  row.getString("unit"),
                  row.getLong("used"),
                  row.getLong("reported"),
                  row.getLong("acknowledged"),
                  row.getLong("dead"),
                  row.getLong("lost"),
                  row.getLong("waiting")));
        }
      }
    }
    return all;
  }
}
