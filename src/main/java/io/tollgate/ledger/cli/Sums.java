package io.tollgate.ledger.cli;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.csv.Csv;
import io.tollgate.ledger.Balance;
import io.tollgate.ledger.History;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.Search;
import io.tollgate.ledger.SessionRow;
import io.tollgate.ledger.SessionStory;
import io.tollgate.ledger.UsageRow;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sums of sessions as CSV: what was used and where it is, by hour, service, peer and so on. */
public final class Sums {
  private static final int PAGE = 1_000;

  /** Rows that a table may grow to: a hundred years of hours do not fit. */
  private static final int MOST_KEYS = 100_000;

  private static final List<String> COLUMNS =
      List.of(
          "by",
          "sessions",
          "different",
          "messages",
          "octets",
          "seconds",
          "interface",
          "unit",
          "used",
          "reported",
          "acknowledged",
          "dead-letters",
          "lost-by-policy",
          "waiting",
          "difference");

  /** What sums are made by. */
  public enum By {
    HOUR,
    DAY,
    SERVICE,
    OUTCOME,
    PEER
  }

  private final History history;
  private final PrintWriter out;
  private final Map<String, Sum> sums = new TreeMap<>();

  public Sums(History history, PrintWriter out) {
    this.history = history;
    this.out = out;
  }

  /** Page by page: a history of any size passes through. */
  public void write(Search search, By by) {
    Search page = search.most(PAGE);
    List<SessionRow> rows = history.search(page);
    while (!rows.isEmpty()) {
      for (SessionRow row : rows) {
        history.session(row.id()).ifPresent(story -> add(story, by));
      }
      page = page.before(rows.get(rows.size() - 1).id());
      rows = history.search(page);
    }
    out.print(Csv.line(COLUMNS));
    sums.forEach((key, sum) -> sum.lines(key).forEach(line -> out.print(Csv.line(line))));
    out.flush();
  }

  private void add(SessionStory story, By by) {
    if (by == By.PEER) {
      List<RequestRow> taken =
          story.requests().stream()
              .filter(request -> request.state() == RequestRow.State.TAKEN)
              .toList();
      taken.stream().map(Sums::peer).distinct().forEach(peer -> sum(peer).add(story.row()));
      taken.forEach(request -> sum(peer(request)).taken(request));
      return;
    }
    Sum sum = sum(key(story.row(), by));
    sum.add(story.row());
    story.usage().forEach(sum::add);
  }

  private static String peer(RequestRow request) {
    String peer = request.peer();
    return peer == null ? "unknown" : peer;
  }

  private Sum sum(String key) {
    Sum there = sums.get(key);
    if (there == null && sums.size() >= MOST_KEYS) {
      throw new IllegalArgumentException(
          "more than " + MOST_KEYS + " lines (expected: a shorter time, --from and --to)");
    }
    return sums.computeIfAbsent(key, name -> new Sum());
  }

  private static String key(SessionRow row, By by) {
    return switch (by) {
      case HOUR -> row.began().truncatedTo(ChronoUnit.HOURS).toString();
      case DAY -> row.began().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
      case SERVICE -> row.service().kind().name().toLowerCase(Locale.ROOT);
      case OUTCOME -> row.end().outcome().name().toLowerCase(Locale.ROOT);
      case PEER -> throw new IllegalArgumentException("a session has several peers");
    };
  }

  /** Of one key. */
  private static final class Sum {
    private long sessions;
    private long different;
    private long messages;
    private long octets;
    private long seconds;
    private final Map<String, long[]> units = new TreeMap<>();

    void add(SessionRow row) {
      sessions++;
      different += row.balance() == Balance.DIFFERENT ? 1 : 0;
      messages += row.counters().sent();
      octets += row.counters().octetsIn() + row.counters().octetsOut();
      seconds += row.seconds();
    }

    void add(UsageRow usage) {
      add(
          usage.where(),
          usage.unit(),
          usage.used(),
          usage.reported(),
          usage.acknowledged(),
          usage.dead(),
          usage.lost(),
          usage.waiting(),
          usage.difference());
    }

    /** What that peer took; what else became of it is nobody's. */
    void taken(RequestRow request) {
      if (request.where() == ChargingInterface.CH1) {
        add(request.where(), "RECORDS", 1, 1, 1, 0, 0, 0, 0);
      }
      for (RequestRow.Amount amount : request.amounts()) {
        if (amount.taken() > 0) {
          long taken = amount.taken();
          add(request.where(), amount.unit().name(), taken, taken, taken, 0, 0, 0, 0);
        }
      }
    }

    private void add(ChargingInterface where, String unit, long... amounts) {
      String key = (where == ChargingInterface.CH1 ? "rf " : "ro ") + unit.toLowerCase(Locale.ROOT);
      long[] sum = units.computeIfAbsent(key, name -> new long[amounts.length]);
      for (int i = 0; i < amounts.length; i++) {
        sum[i] += amounts[i];
      }
    }

    List<List<String>> lines(String key) {
      if (units.isEmpty()) {
        return List.of(line(key, "", "", new long[7]));
      }
      return units.entrySet().stream()
          .map(
              each ->
                  line(
                      key,
                      each.getKey().substring(0, 2),
                      each.getKey().substring(3),
                      each.getValue()))
          .toList();
    }

    private List<String> line(String key, String where, String unit, long[] amounts) {
      List<String> values = new ArrayList<>(List.of(key));
      for (long each : new long[] {sessions, different, messages, octets, seconds}) {
        values.add(Long.toString(each));
      }
      values.add(where);
      values.add(unit);
      for (long each : amounts) {
        values.add(Long.toString(each));
      }
      return values;
    }
  }
}
