package io.tollgate.ledger.cli;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.UnitType;
import io.tollgate.csv.Csv;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.RequestRow.State;
import io.tollgate.ledger.SqliteHistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The other side's books against ours: what they have that we have not, the reverse, and what
 * differs. Their rows are kept in memory, ours pass by.
 */
public final class Comparison {
  private static final Pattern LAB_UNITS = Pattern.compile("m(\\d+)o(\\d+)s(\\d+)");

  private final SqliteHistory history;
  private final PrintWriter out;
  private final @Nullable Instant from;
  private final @Nullable Instant to;
  private final Map<String, Theirs> theirs = new HashMap<>();
  private long findings;
  private long same;

  /**
   * @param from of what was made then or later, null for all
   * @param to of what was made before
   */
  public Comparison(
      SqliteHistory history, PrintWriter out, @Nullable Instant from, @Nullable Instant to) {
    this.history = history;
    this.out = out;
    this.from = from;
    this.to = to;
  }

  /** A row of the other side. */
  private static final class Theirs {
    private final String type;
    private final long units;
    private int times = 1;
    private boolean met;

    Theirs(String type, long units) {
      this.type = type;
      this.units = units;
    }
  }

  /**
   * @param columns how to read the file; null where it is the lab's
   * @return how many differences there are
   */
  public long run(Path file, @Nullable Path columns) throws IOException {
    Columns books = read(file, columns);
    history.requests(
        books.where(),
        from,
        to,
        request -> {
          if (isAcknowledged(request)
              || theirs.containsKey(key(request.session(), request.number()))) {
            compare(request, books);
          }
        });
    theirs.forEach(
        (key, row) -> {
          if (!row.met) {
            find("THEIRS ONLY", key, "they have " + row.type + ", we have none");
          }
          if (row.times > 1) {
            find("DOUBLE", key, "they have it " + row.times + " times");
          }
        });
    out.println(same + " requests are the same, " + findings + " differences");
    out.flush();
    return findings;
  }

  /** What was taken without an answer of its own was taken with a later one. */
  private static boolean isAcknowledged(RequestRow ours) {
    return ours.state() == State.TAKEN && (ours.result() == 0 || ours.result() / 1000 == 2);
  }

  /** Its answer was lost, and nothing with it. */
  private static boolean isOfNoAccount(RequestRow ours) {
    return ours.state() == State.UNANSWERED
        && ours.where() == ChargingInterface.CH2
        && !ours.isDebit()
        && ours.amounts().stream().allMatch(amount -> amount.used() == 0);
  }

  private void compare(RequestRow ours, Columns books) {
    String key = key(ours.session(), ours.number());
    Theirs row = theirs.get(key);
    if (row == null) {
      find("OURS ONLY", key, ours.type() + " of " + ours.at() + ", acknowledged to us");
      return;
    }
    row.met = true;
    long units = units(ours, books);
    if (isOfNoAccount(ours)) {
      same++;
    } else if (ours.state() != State.TAKEN) {
      find("STATE", key, "they have it, here it is " + ours.state());
    } else if (!row.type.isEmpty() && !isSame(row.type, ours.type())) {
      find("TYPE", key, "theirs " + row.type + ", ours " + ours.type());
    } else if (row.units >= 0 && units >= 0 && row.units != units) {
      find("UNITS", key, "theirs " + row.units + ", ours " + units);
    } else {
      same++;
    }
  }

  /** A debit is an EVENT to the protocol. */
  private static boolean isSame(String theirs, String ours) {
    return theirs.equalsIgnoreCase(ours)
        || theirs.toUpperCase(java.util.Locale.ROOT).startsWith("EVENT")
            && !List.of("INITIAL", "UPDATE", "TERMINATION", "START", "INTERIM", "STOP")
                .contains(ours)
        || ours.startsWith(theirs.toUpperCase(java.util.Locale.ROOT));
  }

  /** All that the other side's column counts; -1 where it counts nothing of the kind. */
  private static long units(RequestRow ours, Columns books) {
    if (books.units() == null) {
      return -1;
    }
    if (books.where() == ChargingInterface.CH1) {
      return ours.type().equals("EVENT") || ours.type().equals("START") ? -1 : ours.messages();
    }
    return ours.amounts().stream()
        .filter(amount -> books.used() == Columns.Form.NUMBER || isOfTheLab(amount.unit()))
        .mapToLong(RequestRow.Amount::used)
        .sum();
  }

  private static boolean isOfTheLab(UnitType unit) {
    return unit == UnitType.SERVICE_SPECIFIC
        || unit == UnitType.TOTAL_OCTETS
        || unit == UnitType.TIME;
  }

  private void find(String what, String key, String words) {
    findings++;
    out.println("%-12s %s: %s".formatted(what, Report.plain(key), Report.plain(words)));
  }

  private static String key(String session, long number) {
    return session + " " + number;
  }

  private Columns read(Path file, @Nullable Path columns) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String first = in.readLine();
      List<String> header = first == null ? List.of() : Csv.split(first);
      Columns books = columns == null ? Columns.byHeader(header) : Columns.read(columns);
      Row row = new Row(header, file);
      for (String name : List.of(books.session(), books.number())) {
        row.place(name);
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        row.next(line);
        add(row, books);
      }
      return books;
    }
  }

  private void add(Row row, Columns books) {
    if (row.isBlank()
        || books.onlyWhere() != null && !row.get(books.onlyWhere()).equals("CCR")
        || books.duplicate() != null && !row.get(books.duplicate()).isEmpty()
        || books.accepted() != null && !row.get(books.accepted()).matches("2\\d\\d\\d")
        || !isWithin(row, books)) {
      return;
    }
    String key = key(row.get(books.session()), row.number(books.number()));
    Theirs before = theirs.get(key);
    if (before != null) {
      before.times++;
    } else {
      theirs.put(
          key, new Theirs(books.type() == null ? "" : row.get(books.type()), units(row, books)));
    }
  }

  private boolean isWithin(Row row, Columns books) {
    if (books.time() == null || from == null && to == null) {
      return true;
    }
    try {
      Instant at = Instant.parse(row.get(books.time()));
      return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  private static long units(Row row, Columns books) {
    String text = books.units() == null ? "" : row.get(books.units());
    if (text.isEmpty()) {
      return books.used() == Columns.Form.LAB_GROUPS ? 0 : -1;
    }
    if (books.used() == Columns.Form.NUMBER) {
      return Long.parseLong(text);
    }
    long sum = 0;
    for (String group : text.split(";")) {
      String[] fields = group.split("\\|", -1);
      Matcher used = LAB_UNITS.matcher(fields.length > 4 ? fields[4] : "");
      if (used.matches()) {
        sum +=
            Long.parseLong(used.group(1))
                + Long.parseLong(used.group(2))
                + Long.parseLong(used.group(3));
      }
    }
    return sum;
  }

  /** The line that is read. */
  private static final class Row {
    private final List<String> header;
    private final Path file;
    private List<String> values = List.of();
    private int line = 1;

    Row(List<String> header, Path file) {
      this.header = header;
      this.file = file;
    }

    void next(String text) {
      line++;
      values = Csv.split(text);
    }

    boolean isBlank() {
      return values.size() == 1 && values.get(0).isBlank();
    }

    int place(String name) {
      int place = header.indexOf(name);
      if (place < 0) {
        throw new IllegalArgumentException(
            "%s: no column %s (expected: one of %s)".formatted(file, name, header));
      }
      return place;
    }

    String get(String name) {
      int place = place(name);
      return place < values.size() ? values.get(place) : "";
    }

    long number(String name) {
      try {
        return Long.parseLong(get(name));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "%s:%d: %s is \"%s\" (expected: a number)".formatted(file, line, name, get(name)), e);
      }
    }
  }
}
